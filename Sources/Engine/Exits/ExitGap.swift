/// Why no exit is out for a part of a lot. A decision about an exit that sends nothing gives the
/// first reason that applies, in the order of its checks.
public enum ExitGap: UInt8, CaseIterable, Sendable {
  /// The settings give lots no stop.
  case notSet
  /// The average true range that the stop is calculated from is not known yet.
  case rangeUnknown
  /// The lot is the runner of its side: it has no take-profit, and a stop once it trails.
  case runner
  /// Both legs of another lot filled, which left this over-fill: the operator closes it.
  case excess
  /// The stop was triggered: it is sent until it is filled, and no other exit is sent.
  case stopFired
  /// A cancel-all of exits holds exits back.
  case held
  /// A flatten closes the lots by itself.
  case flattening
  /// The lot is being closed at the market.
  case closing
  /// The venue found less to reduce: the position is asked for first.
  case awaitsPosition
  /// The market can't be seen well enough to act on the exit's price.
  case unseen
  /// The mark price that it goes by is too old. The engine watches the mid instead.
  case markStale
  /// The engine watches its price, as the settings say.
  case watched
  /// The venue did not take it: the engine watches its price until it is sent again.
  case refused
  /// Resting would cross: it waits until the book lets it rest, or until taking pays.
  case waitsToRest
  /// Worth less than the venue's minimum: the engine watches its price and sends it together with
  /// others of its side.
  case together
  /// Worth less than the venue's minimum.
  case tooSmall
  /// One of our own orders would trade with it, and ends first.
  case ownOrder
  /// Other live exits use all that the position can be reduced by.
  case noRoom
  /// It is sent as soon as the engine checks it.
  case due
}
