import Market

/// The style of a generated market.
public enum MarketStyle: UInt8, CaseIterable, Sendable {
  /// The price varies around a level that it returns to.
  case quiet
  /// The price trends one way for an hour or so, then the other.
  case trending
  /// Quiet, with fast runs far away and back.
  case wick
  /// Quiet, with jumps over all prices between.
  case gap
  /// Quiet, with silences, after which the price continues elsewhere.
  case halt
  /// One of the other styles at random, then another, and so on.
  case mixed

  /// The name on the command line and in a configuration.
  public var name: String {
    switch self {
    case .quiet: "quiet"
    case .trending: "trending"
    case .wick: "wick"
    case .gap: "gap"
    case .halt: "halt"
    case .mixed: "mixed"
    }
  }
}

/// A market made from a seed instead of a recording.
public struct GeneratedMarketSettings: Hashable, Sendable {
  public var style = MarketStyle.quiet
  /// The seed of every draw.
  public var seed: UInt64 = 0
  /// The price at which it begins, in the quote currency.
  public var price = DecimalNumber(mantissa: 60_000, decimals: 0)
  public var tick = DecimalNumber(mantissa: 1, decimals: 1)
  public var step = DecimalNumber(mantissa: 1, decimals: 3)
  /// The minimum notional of an order, in the quote currency.
  public var minimumNotional = DecimalNumber(mantissa: 10, decimals: 0)
  public var makerFee = FeeRate(hundredMillionths: 15_000)
  public var takerFee = FeeRate(hundredMillionths: 45_000)
  /// Atomic updates per second, on average: 1 to 1,000.
  public var updatesPerSecond: Int64 = 10
  /// Levels on each side of the book: 1 to 100.
  public var levels = 20
  /// The standard deviation of the price over one second, in hundredths of a basis point.
  public var volatilityHundredths: Int64 = 30
  /// The value of the average level, in the quote currency.
  public var levelNotional = DecimalNumber(mantissa: 40_000, decimals: 0)
  /// The time of the first update.
  public var start = Instant(nanoseconds: 1_735_689_600_000_000_000)  // 2025-01-01
  /// How long the market lasts, in nanoseconds; nil if it never ends.
  public var lengthNanoseconds: Int64?

  public init() {}

  /// The instrument that is traded.
  public var instrument: Instrument {
    let plain = Instrument(
      symbol: "RUNG-\(style.name.uppercased())", venue: "generated", tick: tick, step: step)
    return Instrument(
      symbol: plain.symbol, venue: plain.venue, tick: tick, step: step,
      minimumNotional: plain.money(minimumNotional) ?? .zero, makerFee: makerFee,
      takerFee: takerFee)
  }
}
