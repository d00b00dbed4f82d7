/// Why no exit is out for a part of a lot. A decision about an exit that sends nothing says it, in the order
/// in which it asks.
public enum ExitGap: UInt8, CaseIterable, Sendable {
  /// The settings give lots no stop.
  case notSet
  /// The average true range that the stop is reckoned from is not known yet.
  case rangeUnknown
  /// The runner of its side: it has no take-profit, and a stop once it trails.
  case runner
  /// Both legs of another lot filled it; it waits to be closed by the operator.
  case excess
  /// The stop was triggered: it is sent until it is filled, and nothing else is.
  case stopFired
  /// A cancel-all of legs holds exits back.
  case held
  /// A flatten closes the lots by itself.
  case flattening
  /// It is being closed at the market.
  case closing
  /// The venue found less to reduce: the position is asked for first.
  case awaitsPosition
  /// The market is at its price, and can't be seen well enough to act on it.
  case unseen
  /// It goes by a mark price that is too old. The engine watches the mid in its place.
  case markStale
  /// The engine watches its price, as it is set to.
  case watched
  /// The venue would not have it: its price is watched until it is sent again.
  case refused
  /// Resting would cross; it waits until the book lets it rest, or pays for taking.
  case waitsToRest
  /// Worth less than the venue takes; the engine watches its price, and sends it together with others
  /// of its side.
  case together
  /// Worth less than the venue takes.
  case tooSmall
  /// An order of ours would trade with it, and ends first.
  case ownOrder
  /// Other exits are out for all that the position can be reduced by.
  case noRoom
  /// It goes out as soon as the engine looks.
  case due
}
