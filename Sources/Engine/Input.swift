import Market
import Venue

/// Everything that can happen to an engine.
public enum Input: Sendable {
  /// The market moved: one whole, atomic update.
  case market(MarketUpdate)
  /// The venue reported on our orders: one message, oldest report first.
  case reports([VenueReport])
  /// A question was answered, or a connection opened or broke.
  case answer(VenueAnswer)
  /// Something filled at a moment, or since. This venue's stream does not give the fill in a form
  /// that can be booked, so the account's fills are queried.
  case filled(since: Instant)
  /// The operator gave a command.
  case command(Command)
  /// What was to be sent differs from what the engine intended: the last hop held entries back.
  case mismatch
  /// The moment named in ``Engine/nextDeadline`` has come.
  case deadline
}
