import Market

/// The market as the engine sees it.
public struct MarketView: Equatable, Sendable {
  public var bestBid: Price?
  public var bestAsk: Price?
  public var bidSize = Quantity.zero
  public var askSize = Quantity.zero
  /// The mid, rounded down to a tick.
  public var mid: Price?
  /// The venue's mark price; nil if it never reported one.
  public var mark: MarkView?
  public var lastTrade: Trade?
  /// The latest earlier trade price that differs from the last trade's, to show its direction.
  public var previousTradePrice: Price?
  /// The age of the book; nil before the first update.
  public var bookAgeNanoseconds: Int64?
  public var condition = MarketCondition.unknown
  /// The last recorded gap: when it ended and how long it was.
  public var lastGap: FeedGap?

  public init() {}
}

/// Whether the book can be traded on.
public enum MarketCondition: UInt8, CaseIterable, Sendable {
  /// A side of the book is empty or nothing has come yet.
  case unknown
  case live
  /// Bid equals ask: unusual, but quoted on.
  case locked
  case crossed
  /// The mid is not a price that a market makes.
  case impossible
  case stale
}

/// The venue's mark price as the engine has it.
public struct MarkView: Equatable, Sendable {
  public var price: MarkPrice
  /// Time since it came.
  public var ageNanoseconds: Int64
  /// It is too old to use: the mid takes its place.
  public var isStale: Bool

  public init(_ price: MarkPrice, ageNanoseconds: Int64, isStale: Bool) {
    self.price = price
    self.ageNanoseconds = ageNanoseconds
    self.isStale = isStale
  }
}

extension MarkState {
  /// The mark price as shown to an operator; nil if there never was one.
  func view(at now: Instant) -> MarkView? {
    switch self {
    case .untold: nil
    case .told(let price, let moment):
      MarkView(price, ageNanoseconds: now.nanoseconds(since: moment), isStale: false)
    case .stale(let price, let moment):
      MarkView(price, ageNanoseconds: now.nanoseconds(since: moment), isStale: true)
    }
  }
}
