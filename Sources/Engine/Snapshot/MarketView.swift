import Market

/// The market as the engine sees it.
public struct MarketView: Equatable, Sendable {
  public var bestBid: Price?
  public var bestAsk: Price?
  public var bidSize = Quantity.zero
  public var askSize = Quantity.zero
  /// The mid, rounded down to a tick.
  public var mid: Price?
  public var lastTrade: Trade?
  /// The price before the last one that differed, to say which way the last trade went.
  public var previousTradePrice: Price?
  /// How old the book is; nothing before the first update.
  public var bookAgeNanoseconds: Int64?
  public var condition = MarketCondition.unknown
  /// The last recorded silence: when it ended and how long it was.
  public var lastGap: FeedGap?

  public init() {}
}

/// Whether the book can be traded on.
public enum MarketCondition: UInt8, CaseIterable, Sendable {
  /// A side of the book is empty or nothing has come yet.
  case unknown
  case live
  /// Bid equals ask: odd, but quoted on.
  case locked
  case crossed
  /// Its mid is no price that a market makes.
  case impossible
  case stale
}
