import Market
import Venue

/// Everything that can happen to an engine.
public enum Input: Sendable {
  /// The market moved: one atomic update, whole.
  case market(MarketUpdate)
  /// The venue said something about an order of ours.
  case report(VenueReport)
  /// The operator asked for something.
  case command(Command)
  /// The moment came that the engine named in ``Engine/nextDeadline``.
  case deadline
}
