import Market

/// Why nothing may be quoted at a moment: the deciding cause, and the two numbers that are
/// reported.
struct MarketBlock: Equatable, Sendable, Codable {
  let kind: Kind
  private let value: Int64
  private let limit: Int64

  private init(_ kind: Kind, _ value: Int64 = 0, _ limit: Int64 = 0) {
    self.kind = kind
    self.value = value
    self.limit = limit
  }

  enum Kind: UInt8, CaseIterable, Sendable, Codable {
    /// The market has ended for good.
    case closed
    case halted
    /// The market ends so soon that entries stop.
    case ending
    /// The venue refused a price as not on its tick grid.
    case tickUnknown
    /// The venue's clock is too far from ours.
    case clockSkewed
    /// A side of the book is empty.
    case bookUnknown
    case bookCrossed
    /// The mid moved further at once than any market does.
    case priceImpossible
    /// The position at that mid is worth more than can be booked.
    case valueTooLarge
    /// No book for too long.
    case bookStale
  }

  @inline(__always) static var closed: MarketBlock { MarketBlock(.closed) }
  @inline(__always) static var halted: MarketBlock { MarketBlock(.halted) }
  @inline(__always) static var bookUnknown: MarketBlock { MarketBlock(.bookUnknown) }

  static func ending(in left: Int64, cutoff: Int64) -> MarketBlock {
    MarketBlock(.ending, left, cutoff)
  }

  static func tickUnknown(for nanoseconds: Int64) -> MarketBlock {
    MarketBlock(.tickUnknown, nanoseconds)
  }

  static func clockSkewed(by nanoseconds: Int64, allowed: Int64) -> MarketBlock {
    MarketBlock(.clockSkewed, nanoseconds, allowed)
  }

  static func crossed(bid: Price, ask: Price) -> MarketBlock {
    MarketBlock(.bookCrossed, bid.ticks, ask.ticks)
  }

  /// Mids in ticks.
  static func priceImpossible(_ mid: Int64, after last: Int64) -> MarketBlock {
    MarketBlock(.priceImpossible, mid, last)
  }

  static func valueTooLarge(_ position: Position, at mid: Price) -> MarketBlock {
    MarketBlock(.valueTooLarge, mid.ticks, position.steps)
  }

  @inline(__always) static func stale(since nanoseconds: Int64, allowed: Int64) -> MarketBlock {
    MarketBlock(.bookStale, nanoseconds, allowed)
  }

  /// What is reported of it.
  @inline(__always) var reason: Reason { Reason(kind.told, value: value, limit: limit) }
}

extension MarketBlock.Kind {
  /// Whether resting entries are cancelled at once, without the delay that is set for a market that
  /// can't be seen.
  var endsQuoting: Bool {
    switch self {
    case .closed, .halted, .ending, .clockSkewed, .priceImpossible, .valueTooLarge: true
    case .tickUnknown, .bookUnknown, .bookCrossed, .bookStale: false
    }
  }

  /// The freeze that it latches, or nil. A price that no market makes stops entries until a person
  /// has checked.
  var latches: FreezeCause? {
    switch self {
    case .priceImpossible: .priceImpossible
    case .valueTooLarge: .valueTooLarge
    case .closed, .halted, .ending, .tickUnknown, .clockSkewed, .bookUnknown, .bookCrossed,
      .bookStale:
      nil
    }
  }

  fileprivate var told: Reason.Code {
    switch self {
    case .closed: .marketClosed
    case .halted: .marketHalted
    case .ending: .marketEnding
    case .tickUnknown: .tickUnknown
    case .clockSkewed: .clockSkewed
    case .bookUnknown: .bookUnknown
    case .bookCrossed: .bookCrossed
    case .priceImpossible: .priceImpossible
    case .valueTooLarge: .valueTooLarge
    case .bookStale: .bookStale
    }
  }
}
