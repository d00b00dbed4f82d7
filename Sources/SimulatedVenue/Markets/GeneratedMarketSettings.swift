import Market

/// What a generated market is like.
public enum MarketStyle: UInt8, CaseIterable, Sendable {
  /// It trembles around a price that it comes back to.
  case quiet
  /// It runs one way for an hour or so, then the other.
  case trending
  /// Quiet, but for fast runs far away and back.
  case wick
  /// Quiet, but for jumps with nothing between.
  case gap
  /// Quiet, but for silences, after which it goes on elsewhere.
  case halt
  /// All of them in turn.
  case mixed

  /// The name on a command line and in a configuration.
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
  /// What every draw is made from.
  public var seed: UInt64 = 0
  /// The price at which it begins, in the quote currency.
  public var price = DecimalNumber(mantissa: 60_000, decimals: 0)
  public var tick = DecimalNumber(mantissa: 1, decimals: 1)
  public var step = DecimalNumber(mantissa: 1, decimals: 3)
  /// In the quote currency.
  public var minimumNotional = DecimalNumber(mantissa: 10, decimals: 0)
  public var makerFee = FeeRate(hundredMillionths: 15_000)
  public var takerFee = FeeRate(hundredMillionths: 45_000)
  /// Atomic updates in a second, on average: 1 to 1,000.
  public var updatesPerSecond: Int64 = 10
  /// Levels that each side of the book shows: 1 to 100.
  public var levels = 20
  /// What one second moves the price, as a standard deviation, in hundredths of a basis point.
  public var volatilityHundredths: Int64 = 30
  /// What the average level shows, in the quote currency.
  public var levelNotional = DecimalNumber(mantissa: 40_000, decimals: 0)
  /// The moment of the first update.
  public var start = Instant(nanoseconds: 1_735_689_600_000_000_000)  // 2025-01-01
  /// After so many nanoseconds nothing further comes; nothing where it never ends.
  public var lengthNanoseconds: Int64?

  public init() {}

  /// What is traded.
  public var instrument: Instrument {
    let plain = Instrument(
      symbol: "RUNG-\(style.name.uppercased())", venue: "generated", tick: tick, step: step)
    return Instrument(
      symbol: plain.symbol, venue: plain.venue, tick: tick, step: step,
      minimumNotional: plain.money(minimumNotional) ?? .zero, makerFee: makerFee,
      takerFee: takerFee)
  }
}
