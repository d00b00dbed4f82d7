import Market
import Venue

/// Whether the market trades, until when, and by which clock.
public struct MarketLifeView: Equatable, Sendable {
  public var phase = MarketStatus.Phase.trading
  /// When the market ends, by the venue's clock; nil if no end is known.
  public var endsAt: Instant?
  /// How long entries are still allowed, in nanoseconds; nil if no end is known.
  public var opensEndInNanoseconds: Int64?
  /// The venue's clock minus ours, in nanoseconds; nil before the venue answered.
  public var clockSkewNanoseconds: Int64?
  /// The largest error of that difference either way, in nanoseconds.
  public var clockErrorNanoseconds: Int64 = 0

  public init() {}
}

/// The entries that could still fill.
public struct FillableView: Equatable, Sendable {
  public var orders = 0
  public var buys = Quantity.zero
  public var sells = Quantity.zero

  public init() {}
}
