/// One line of market data, in the sixteen bytes it has on tape and in memory alike.
///
/// The layout is the file format of a tape, so a memory-mapped tape is read without any parsing:
/// `word` holds the kind in bits 0…7, for a ``Kind/frame`` the mask of kinds in bits 8…15, and the
/// price in ticks (or a frame's count of changes) in bits 16…62; `value` holds a size in steps, a
/// frame's time in nanoseconds, a gap's length in nanoseconds, or what a mark price lies above its
/// whole ticks in 10⁻⁹ of a tick.
@frozen public struct MarketChange: Equatable, Sendable {
  public var word: UInt64
  public var value: Int64

  @frozen public enum Kind: UInt8, CaseIterable, Sendable {
    /// Opens an atomic update: its time, and how many changes follow.
    case frame = 0
    /// The book is emptied; a full snapshot follows in the same update.
    case clear = 1
    /// A bid level now shows `size`; zero removes it.
    case bidLevel = 2
    /// An ask level now shows `size`; zero removes it.
    case askLevel = 3
    /// The best bid, from the quote channel.
    case bestBid = 4
    /// The best ask, from the quote channel.
    case bestAsk = 5
    /// A trade whose aggressor bought.
    case buyTrade = 6
    /// A trade whose aggressor sold.
    case sellTrade = 7
    /// Nothing was recorded for `value` nanoseconds before this update.
    case gap = 8
    /// The venue's mark price is now this.
    case mark = 9
  }

  @inlinable public init(word: UInt64, value: Int64) {
    self.word = word
    self.value = value
  }

  /// A change of a level, a quote or a trade.
  @inlinable public init(_ kind: Kind, _ price: Price, _ quantity: Quantity) {
    word = UInt64(kind.rawValue) | UInt64(bitPattern: price.ticks) << 16
    value = quantity.steps
  }

  /// The book is emptied.
  public static let clear = MarketChange(word: UInt64(Kind.clear.rawValue), value: 0)

  /// A silence of the recorder or the connection.
  @inlinable public static func gap(nanoseconds: Int64) -> MarketChange {
    MarketChange(word: UInt64(Kind.gap.rawValue), value: nanoseconds)
  }

  /// The venue's mark price is now this.
  @inlinable public static func mark(_ price: MarkPrice) -> MarketChange {
    MarketChange(
      word: UInt64(Kind.mark.rawValue) | UInt64(bitPattern: price.ticks) << 16, value: price.parts)
  }

  /// The head of an atomic update.
  @inlinable public static func frame(at time: Instant, kinds: MarketKinds, count: Int)
    -> MarketChange
  {
    MarketChange(
      word: UInt64(Kind.frame.rawValue) | UInt64(kinds.rawValue) << 8 | UInt64(count) << 16,
      value: time.nanoseconds)
  }

  /// The kind's number as stored; a tape from outside may have one that ``Kind`` doesn't know.
  @inlinable public var rawKind: UInt8 { UInt8(truncatingIfNeeded: word) }
  /// The kind; nil if this build doesn't know it.
  @inlinable public var kind: Kind? { Kind(rawValue: rawKind) }
  /// The price in ticks of a level, quote or trade.
  @inlinable public var ticks: Int64 { Int64(bitPattern: word >> 16) }
  /// The size in steps of a level, quote or trade.
  @inlinable public var steps: Int64 { value }
  /// The mark price of this change; nil if it is none.
  @inlinable public var markPrice: MarkPrice? {
    rawKind == Kind.mark.rawValue ? MarkPrice(ticks: ticks, parts: value) : nil
  }
  /// A frame's mask of the kinds inside.
  @inlinable public var kinds: MarketKinds {
    MarketKinds(rawValue: UInt8(truncatingIfNeeded: word >> 8))
  }
  /// A frame's count of changes.
  @inlinable public var count: Int { Int(word >> 16) }
  /// A frame's time.
  @inlinable public var time: Instant { Instant(nanoseconds: value) }
}

/// Which channels an atomic update contains, so that an update of no interest is skipped at once.
@frozen public struct MarketKinds: OptionSet, Sendable {
  public let rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Levels and clears.
  public static let depth = MarketKinds(rawValue: 1)
  /// Best bid and offer.
  public static let quotes = MarketKinds(rawValue: 2)
  public static let trades = MarketKinds(rawValue: 4)
  public static let gap = MarketKinds(rawValue: 8)
  public static let mark = MarketKinds(rawValue: 16)
}

/// One atomic update: everything a source message said, to be processed only as a whole.
///
/// The changes are borrowed from the tape or a decoder's buffer. They are valid only during the
/// call they are passed to; copy them to keep them.
@frozen public struct MarketUpdate: @unchecked Sendable {
  /// When the update arrived, by the clock of the run.
  public let time: Instant
  /// The moment that it describes, by the venue's clock.
  public let asOf: Instant
  public let kinds: MarketKinds
  public let changes: UnsafeBufferPointer<MarketChange>

  /// - Parameter asOf: the moment it describes; nil if that is the moment of arrival.
  @inlinable public init(
    time: Instant, asOf: Instant? = nil, kinds: MarketKinds,
    changes: UnsafeBufferPointer<MarketChange>
  ) {
    self.time = time
    self.asOf = asOf ?? time
    self.kinds = kinds
    self.changes = changes
  }
}
