import Market
import Venue

/// Everything that can happen to an engine.
public enum Input: Sendable {
  /// The market moved: one atomic update, whole.
  case market(MarketUpdate)
  /// The venue said something about orders of ours: one message, oldest report first.
  case reports([VenueReport])
  /// An inquiry was answered, or a connection opened or broke.
  case answer(VenueAnswer)
  /// Something filled at a moment, or since: what, the stream of this venue does not say in a form that
  /// can be booked, so the account's fills are asked for.
  case filled(since: Instant)
  /// The operator asked for something.
  case command(Command)
  /// What left is not what was meant to leave: the last look at it held opens back.
  case mismatch
  /// The moment came that the engine named in ``Engine/nextDeadline``.
  case deadline
}
