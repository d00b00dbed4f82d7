/// An order book, built from one channel of a feed.
@frozen public struct Book: Sendable, Codable {
  /// Which channel the book is built from. Each channel is consistent by itself; a mix is not.
  @frozen public enum Source: UInt8, Sendable, Codable {
    case depth
    case quotes
  }

  public let source: Source
  public var bids = BookSide(.buy)
  public var asks = BookSide(.sell)

  public init(source: Source = .depth) { self.source = source }

  /// The kinds of update that can change this book.
  @inlinable public var kinds: MarketKinds { source == .depth ? .depth : .quotes }

  @inlinable public subscript(side: Side) -> BookSide { side == .buy ? bids : asks }

  /// Best bid + best ask, twice the mid, in ticks; nil while a side is empty.
  @inlinable public var mid2: Int64? {
    bids.bestTicks > 0 && asks.bestTicks > 0 ? bids.bestTicks &+ asks.bestTicks : nil
  }

  /// Whether the best bid is above the best ask. That never happens in a market, so one side is
  /// wrong and it is unknown which. Equal prices are a locked book, which is valid.
  @inlinable @inline(__always) public var isCrossed: Bool {
    bids.bestTicks > asks.bestTicks && asks.bestTicks > 0
  }

  /// Applies all changes of an atomic update. Changes of another channel, and trades, are ignored.
  @inlinable public mutating func apply(_ update: MarketUpdate) {
    let changes = update.changes
    var index = 0
    while index < changes.count {
      switch (changes[index].kind, source) {
      case (.bidLevel, .depth): index = bids.fold(changes, from: index, kind: .bidLevel)
      case (.askLevel, .depth): index = asks.fold(changes, from: index, kind: .askLevel)
      default:
        apply(changes[index])
        index &+= 1
      }
    }
  }

  /// Applies one change.
  @inlinable public mutating func apply(_ change: MarketChange) {
    switch (change.kind, source) {
    case (.bidLevel, .depth):
      bids.set(Price(ticks: change.ticks), to: Quantity(steps: change.steps))
    case (.askLevel, .depth):
      asks.set(Price(ticks: change.ticks), to: Quantity(steps: change.steps))
    case (.bestBid, .quotes):
      bids.replace(with: Price(ticks: change.ticks), Quantity(steps: change.steps))
    case (.bestAsk, .quotes):
      asks.replace(with: Price(ticks: change.ticks), Quantity(steps: change.steps))
    case (.clear, _): clear()
    default: break
    }
  }

  /// Empties both sides.
  public mutating func clear() {
    bids.clear()
    asks.clear()
  }

  /// Packs both sides: see ``BookSide/pack()``.
  public mutating func pack() {
    bids.pack()
    asks.pack()
  }

  /// A digest of all levels.
  public func digest(into hash: inout StateHash) {
    bids.digest(into: &hash)
    asks.digest(into: &hash)
  }
}
