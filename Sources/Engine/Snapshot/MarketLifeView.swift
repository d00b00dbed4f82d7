import Market
import Venue

/// Whether the market trades, until when, and by which clock.
public struct MarketLifeView: Equatable, Sendable {
  public var phase = MarketStatus.Phase.trading
  /// When the market ends, by the venue's clock; nothing where no end is known.
  public var endsAt: Instant?
  /// How long opens still have, in nanoseconds; nothing where no end is known.
  public var opensEndInNanoseconds: Int64?
  /// The venue's clock less ours, in nanoseconds; nothing before it answered.
  public var clockSkewNanoseconds: Int64?
  /// How far that may be from the truth, either way, in nanoseconds.
  public var clockErrorNanoseconds: Int64 = 0

  public init() {}
}

/// The opens that could still fill.
public struct FillableView: Equatable, Sendable {
  public var orders = 0
  public var buys = Quantity.zero
  public var sells = Quantity.zero

  public init() {}
}
