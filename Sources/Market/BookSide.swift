/// One side of an order book: the size shown at each price.
///
/// Levels near the market are in an array indexed by tick, with a bit for each level that shows
/// size. The few levels far from the market are in a table. The array follows the market in jumps.
/// So a change costs one store and one bit, and finding the next best price reads a few words,
/// whatever the depth.
@frozen public struct BookSide: Sendable {
  public let side: Side
  /// The best price in ticks; 0 if the side is empty.
  @usableFromInline var bestTicks: Int64 = 0
  /// The price, in ticks, of the array's first place.
  @usableFromInline var base: Int64 = 1
  @usableFromInline var store = LevelStore()
  @usableFromInline var far = FlatTable<Price, Int64>(capacity: 64, blank: 0)

  public init(_ side: Side) { self.side = side }

  // MARK: Asking

  /// The best price in ticks, or 0 if the side is empty: for paths where an optional costs.
  @inlinable public var bestOrZero: Int64 { bestTicks }

  /// The best price; nil if the side is empty.
  @inlinable public var best: Price? { bestTicks > 0 ? Price(ticks: bestTicks) : nil }

  /// The size shown at a price; 0 if none.
  @inlinable public func size(at price: Price) -> Quantity {
    let offset = price.ticks &- base
    if UInt64(bitPattern: offset) < UInt64(LevelStore.span) {
      return Quantity(steps: store.sizes[Int(truncatingIfNeeded: offset)])
    }
    return Quantity(steps: far[price] ?? 0)
  }

  /// Whether any size is shown at a price. It is cheaper than asking for the size, because the bits
  /// of the whole array fit into a few cache lines.
  @inlinable @inline(__always) public func shows(_ price: Price) -> Bool {
    let offset = price.ticks &- base
    guard UInt64(bitPattern: offset) < UInt64(LevelStore.span) else {
      return far.count > 0 && far.contains(price)
    }
    return store.shows(Int(truncatingIfNeeded: offset))
  }

  /// The next level behind `price`, on the side away from the market; nil if there is none.
  public func next(behind price: Price) -> Price? {
    let offset = price.ticks - base
    let span = Int64(LevelStore.span)
    let found: Int?
    if side == .buy {
      found = offset > 0 ? store.index(atOrBelow: Int(min(offset, span)) - 1) : nil
    } else {
      found = offset < span - 1 ? store.index(atOrAbove: Int(max(offset + 1, 0))) : nil
    }
    return found.map { Price(ticks: base + Int64($0)) } ?? bestFar(behind: price)
  }

  /// Calls `body` with the price in ticks and the size in steps of every level from `low` through
  /// `high`, in no order.
  public func visit(from low: Int64, through high: Int64, _ body: (Int64, Int64) -> Void) {
    let end = base + Int64(LevelStore.span)
    for ticks in stride(from: max(low, base), through: min(high, end - 1), by: 1) {
      let index = Int(ticks - base)
      if store.shows(index) { body(ticks, store.sizes[index]) }
    }
    guard low < base || high >= end else { return }
    far.visit { price, steps in
      if price.ticks >= low, price.ticks <= high { body(price.ticks, steps) }
    }
  }

  /// Calls `body` with the price of every level: those of the array best first, then those far from
  /// the market in no order. It is one walk; calling ``next(behind:)`` for each level would search
  /// the far ones every time.
  public func visitPrices(_ body: (Price) -> Void) {
    let top = LevelStore.span - 1
    var index = side == .buy ? store.index(atOrBelow: top) : store.index(atOrAbove: 0)
    while let here = index {
      body(Price(ticks: base + Int64(here)))
      index =
        side == .buy ? store.index(atOrBelow: here - 1) : store.index(atOrAbove: here + 1)
    }
    far.visit { price, _ in body(price) }
  }

  // MARK: Changing

  /// Sets the size shown at a price; 0 removes the level.
  @inlinable public mutating func set(_ price: Price, to quantity: Quantity) {
    own()
    put(price.ticks, quantity.steps)
  }

  /// Makes the memory this value's own. Call it before any ``put(_:_:)``, once for a batch.
  @inlinable @inline(__always) mutating func own() {
    if !isKnownUniquelyReferenced(&store) { takeStore() }
  }

  @inline(never) @usableFromInline mutating func takeStore() {
    guard isPacked else {
      store = store.copy()
      return
    }
    store = LevelStore()
    if bestTicks != 0 { recentre() } else { base = 1 }
  }

  /// Stores a level in memory that is known to be this value's own.
  @inlinable @inline(__always) mutating func put(_ ticks: Int64, _ steps: Int64) {
    let offset = ticks &- base
    guard UInt64(bitPattern: offset) < UInt64(LevelStore.span) else {
      return putFar(ticks, steps)
    }
    store.put(Int(truncatingIfNeeded: offset), steps)
    if steps != 0 {
      if side == .buy ? ticks > bestTicks : ticks < bestTicks || bestTicks == 0 {
        improve(to: ticks)
      }
    } else if ticks == bestTicks {
      findBest()
    }
  }

  /// Empties the side.
  public mutating func clear() {
    own()
    store.clear()
    far.removeAll()
    bestTicks = 0
  }

  /// Makes one level the whole side, as a quote channel reports it.
  public mutating func replace(with price: Price, _ quantity: Quantity) {
    own()
    if bestTicks != 0, bestTicks != price.ticks { put(bestTicks, 0) }
    put(price.ticks, quantity.steps)
  }

  // MARK: Packing

  /// The price of the array's first place while all levels are in the table: none is in the array.
  private static let nowhere = Int64.max - Int64(LevelStore.span)

  /// The array of every packed side. Nothing is ever written to it, since no side alone refers to it.
  private static let nothing = LevelStore()

  private var isPacked: Bool { base == BookSide.nowhere }

  /// Moves all levels to a table of their own number, and gives the array's memory back.
  ///
  /// The side means the same as before: the first change makes an array again. Pack a copy that is
  /// kept and hardly ever read, since every question about a packed side walks the table.
  public mutating func pack() {
    guard !isPacked else { return }
    var count = 0
    visitPrices { _ in count += 1 }
    var levels = FlatTable<Price, Int64>(capacity: count, blank: 0)
    visitPrices { levels[$0] = size(at: $0).steps }
    far = levels
    store = BookSide.nothing
    base = BookSide.nowhere
  }

  // MARK: The seldom ways

  @usableFromInline mutating func improve(to ticks: Int64) {
    bestTicks = ticks
    let margin = Int64(LevelStore.span / 16)
    let offset = ticks - base
    if offset < margin || offset >= Int64(LevelStore.span) - margin { recentre() }
  }

  @usableFromInline mutating func findBest() {
    let index = Int(bestTicks - base)
    let next = side == .buy ? store.index(atOrBelow: index) : store.index(atOrAbove: index)
    if let next {
      bestTicks = base + Int64(next)
    } else {
      bestTicks = bestFar(behind: nil)?.ticks ?? 0
      if bestTicks != 0 { recentre() }
    }
  }

  /// Kept out of line, so that the loop that seldom calls it keeps its registers.
  @inline(never) @usableFromInline mutating func putFar(_ ticks: Int64, _ steps: Int64) {
    if steps == 0 {
      far[Price(ticks: ticks)] = nil
      return
    }
    far[Price(ticks: ticks)] = steps
    if bestTicks == 0 || (side == .buy ? ticks > bestTicks : ticks < bestTicks) {
      bestTicks = ticks
      recentre()
    }
  }

  /// Moves the array so that a quarter of it is in front of the best price and the rest behind.
  private mutating func recentre() {
    let span = Int64(LevelStore.span)
    let lead = span / 4
    let newBase = max(1, side == .buy ? bestTicks - (span - lead) : bestTicks - lead)
    guard newBase != base else { return }
    let oldBase = base
    base = newBase
    store.shift(by: Int(newBase - oldBase)) { index, steps in
      far[Price(ticks: oldBase + Int64(index))] = steps
    }
    let store = store
    far.removeAll { price, steps in
      guard price.ticks >= newBase, price.ticks < newBase + span else { return false }
      store.put(Int(price.ticks - newBase), steps)
      return true
    }
  }

  private func bestFar(behind limit: Price?) -> Price? {
    var best: Price?
    far.visit { price, _ in
      if let limit, !limit.isBetter(than: price, for: side) { return }
      if best == nil || price.isBetter(than: best!, for: side) { best = price }
    }
    return best
  }

  /// A digest of the levels. It does not depend on the history that led to them.
  public func digest(into hash: inout StateHash) {
    var sum: UInt64 = 0
    for index in 0..<LevelStore.span where store.sizes[index] != 0 {
      sum &+= BookSide.digest(ticks: base + Int64(index), steps: store.sizes[index])
    }
    far.visit { price, steps in sum &+= BookSide.digest(ticks: price.ticks, steps: steps) }
    hash.add(sum)
  }

  private static func digest(ticks: Int64, steps: Int64) -> UInt64 {
    mixed(mixed(UInt64(bitPattern: ticks)) ^ UInt64(bitPattern: steps))
  }
}

extension BookSide: Codable {
  private enum CodingKeys: CodingKey { case side, levels }

  private struct Level: Codable {
    var ticks: Int64
    var steps: Int64
  }

  /// The levels by price. The result does not depend on the history that led to them.
  public func encode(to encoder: any Encoder) throws {
    var levels: [Level] = []
    visitPrices { levels.append(Level(ticks: $0.ticks, steps: size(at: $0).steps)) }
    levels.sort { $0.ticks < $1.ticks }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(side, forKey: .side)
    try container.encode(levels, forKey: .levels)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(try container.decode(Side.self, forKey: .side))
    for level in try container.decode([Level].self, forKey: .levels) {
      set(Price(ticks: level.ticks), to: Quantity(steps: level.steps))
    }
  }
}
