/// One side of an order book: the size shown at each price.
///
/// Levels near the market stand in an array indexed by tick, with a bit for each that shows
/// anything; the few far from it stand in a table. The array follows the market in jumps. So a
/// change costs a store and a bit, and finding the next best price a few words, whatever the depth.
@frozen public struct BookSide: Sendable {
  /// How many ticks the array spans; most of it lies behind the best price.
  public static let span = 16_384

  public let side: Side
  /// The best price in ticks; zero where the side is empty.
  @usableFromInline var bestTicks: Int64 = 0
  @usableFromInline var base: Int64 = 1
  @usableFromInline var sizes: [Int64]
  @usableFromInline var occupied: [UInt64]
  @usableFromInline var far: FlatTable<Price, Int64>

  public init(_ side: Side) {
    self.side = side
    sizes = Array(repeating: 0, count: BookSide.span)
    occupied = Array(repeating: 0, count: BookSide.span / 64)
    far = FlatTable(capacity: 64, blank: 0)
  }

  /// The best price in ticks, or zero where the side is empty: for paths where an optional costs.
  @inlinable public var bestOrZero: Int64 { bestTicks }

  /// The best price, or nothing where the side is empty.
  @inlinable public var best: Price? { bestTicks > 0 ? Price(ticks: bestTicks) : nil }

  /// The size shown at a price; zero where nothing is.
  @inlinable @inline(__always) public func size(at price: Price) -> Quantity {
    Quantity(steps: size(at: price.ticks))
  }

  @inlinable @inline(__always) func size(at ticks: Int64) -> Int64 {
    let offset = ticks &- base
    if UInt64(bitPattern: offset) < UInt64(BookSide.span) { return sizes[Int(offset)] }
    return far[Price(ticks: ticks)] ?? 0
  }

  /// Returns whether anything is shown at a price; cheaper than asking how much, because the bits
  /// of the whole array fit into a few cache lines.
  @inlinable @inline(__always) public func shows(_ price: Price) -> Bool {
    let offset = price.ticks &- base
    guard UInt64(bitPattern: offset) < UInt64(BookSide.span) else {
      return far.count > 0 && far.contains(price)
    }
    let index = Int(truncatingIfNeeded: offset)
    return occupied[index &>> 6] & (1 << UInt64(truncatingIfNeeded: index & 63)) != 0
  }

  /// Shows `quantity` at a price from now on; zero removes the level.
  @inlinable public mutating func set(_ price: Price, to quantity: Quantity) {
    set(ticks: price.ticks, to: quantity.steps)
  }

  @inlinable mutating func set(ticks: Int64, to steps: Int64) {
    let offset = ticks &- base
    guard UInt64(bitPattern: offset) < UInt64(BookSide.span) else {
      return setFar(ticks: ticks, to: steps)
    }
    let index = Int(truncatingIfNeeded: offset)
    sizes[index] = steps
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: index & 63)
    if steps != 0 {
      occupied[index &>> 6] |= bit
      if bestTicks == 0 || (side == .buy ? ticks > bestTicks : ticks < bestTicks) {
        bestTicks = ticks
        if index < BookSide.span / 16 || index >= BookSide.span - BookSide.span / 16 { recentre() }
      }
    } else {
      occupied[index &>> 6] &= ~bit
      if ticks == bestTicks { findBest(from: index) }
    }
  }

  /// Folds in a run of changes of one kind, this side's levels, and returns where it stopped: at
  /// the first change of another kind, at the end, or behind the first change at a price that
  /// `watched` shows, so that the caller can act on it.
  ///
  /// It does what ``set(_:to:)`` does for each, but looks only once at who else holds the arrays.
  @inlinable public mutating func fold(
    _ changes: UnsafeBufferPointer<MarketChange>, from start: Int, kind: MarketChange.Kind,
    watching watched: BookSide
  ) -> Int {
    var index = start
    while index < changes.count {
      let stop = foldNear(changes, from: index, kind: kind.rawValue, watching: watched)
      index = stop.index
      guard stop.isSeldom else { return index }
      let change = changes[index]
      set(ticks: change.ticks, to: change.steps)
      index += 1
      if watched.shows(Price(ticks: change.ticks)) { return index }
    }
    return index
  }

  /// Folds in changes as long as a store and a bit are all there is to do; `isSeldom` says that the
  /// change at `index` needs more.
  @inlinable mutating func foldNear(
    _ changes: UnsafeBufferPointer<MarketChange>, from start: Int, kind: UInt8,
    watching watched: BookSide
  ) -> (index: Int, isSeldom: Bool) {
    let base = base
    let sign = side.sign
    let bestRank = bestTicks == 0 ? Int64.min : bestTicks &* sign
    return sizes.withUnsafeMutableBufferPointer { sizes in
      occupied.withUnsafeMutableBufferPointer { occupied in
        var index = start
        while index < changes.count {
          let change = changes[index]
          guard change.rawKind == kind else { return (index, false) }
          let ticks = change.ticks
          let offset = ticks &- base
          // Beyond the array, a better best, or the best's own end.
          let rank = ticks &* sign
          guard UInt64(bitPattern: offset) < UInt64(BookSide.span),
            rank < bestRank || (rank == bestRank && change.steps != 0)
          else { return (index, true) }
          let place = Int(truncatingIfNeeded: offset)
          sizes[place] = change.steps
          let shift = UInt64(truncatingIfNeeded: place & 63)
          let bit: UInt64 = change.steps != 0 ? 1 : 0
          let word = place &>> 6
          occupied[word] = occupied[word] & ~(1 << shift) | bit << shift
          index &+= 1
          if watched.shows(Price(ticks: ticks)) { return (index, false) }
        }
        return (index, false)
      }
    }
  }

  /// Empties the side.
  public mutating func clear() {
    for index in sizes.indices { sizes[index] = 0 }
    for index in occupied.indices { occupied[index] = 0 }
    far.removeAll()
    bestTicks = 0
  }

  /// Makes one level the whole side: what a quote channel says.
  public mutating func replace(with price: Price, _ quantity: Quantity) {
    if bestTicks != 0, bestTicks != price.ticks { set(ticks: bestTicks, to: 0) }
    set(price, to: quantity)
  }

  /// The next level behind `price`, on the side away from the market.
  public func next(behind price: Price) -> Price? {
    let offset = price.ticks - base
    if side == .buy {
      if offset > 0,
        let index = occupiedIndex(atOrBelow: Int(min(offset, Int64(BookSide.span))) - 1)
      {
        return Price(ticks: base + Int64(index))
      }
    } else if offset < Int64(BookSide.span) - 1,
      let index = occupiedIndex(atOrAbove: Int(max(offset + 1, 0)))
    {
      return Price(ticks: base + Int64(index))
    }
    return bestFar(behind: price)
  }

  /// Everything shown from one price through another, in ticks.
  public func total(from low: Int64, through high: Int64) -> Quantity {
    guard bestTicks > 0, side == .buy ? low <= bestTicks : high >= bestTicks else { return .zero }
    var sum: Int64 = 0
    let end = base + Int64(BookSide.span)
    for ticks in stride(from: max(low, base), through: min(high, end - 1), by: 1) {
      sum += sizes[Int(ticks - base)]
    }
    guard low < base || high >= end else { return Quantity(steps: sum) }
    far.visit { price, steps in
      if price.ticks >= low, price.ticks <= high { sum += steps }
    }
    return Quantity(steps: sum)
  }

  // MARK: The seldom ways

  @usableFromInline mutating func findBest(from index: Int) {
    let next = side == .buy ? occupiedIndex(atOrBelow: index) : occupiedIndex(atOrAbove: index)
    if let next {
      bestTicks = base + Int64(next)
    } else {
      bestTicks = bestFar(behind: nil)?.ticks ?? 0
      if bestTicks != 0 { recentre() }
    }
  }

  @usableFromInline mutating func setFar(ticks: Int64, to steps: Int64) {
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

  /// Moves the array so that the best price has a quarter of it before and the rest behind.
  @usableFromInline mutating func recentre() {
    let lead = Int64(BookSide.span / 4)
    let newBase =
      side == .buy
      ? max(1, bestTicks - (Int64(BookSide.span) - lead)) : max(1, bestTicks - lead)
    guard newBase != base else { return }
    var levels: [(ticks: Int64, steps: Int64)] = []
    for index in sizes.indices where sizes[index] != 0 {
      levels.append((base + Int64(index), sizes[index]))
      sizes[index] = 0
    }
    for index in occupied.indices { occupied[index] = 0 }
    base = newBase
    let span = base..<base + Int64(BookSide.span)
    far.visit { price, steps in
      if span.contains(price.ticks) { levels.append((price.ticks, steps)) }
    }
    for level in levels {
      let offset = Int(level.ticks - base)
      if span.contains(level.ticks) {
        sizes[offset] = level.steps
        occupied[offset >> 6] |= 1 << UInt64(offset & 63)
        far[Price(ticks: level.ticks)] = nil
      } else {
        far[Price(ticks: level.ticks)] = level.steps
      }
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

  private func occupiedIndex(atOrBelow index: Int) -> Int? {
    guard index >= 0 else { return nil }
    var word = index >> 6
    var bits = occupied[word] & (~0 >> UInt64(63 - (index & 63)))
    while bits == 0 {
      guard word > 0 else { return nil }
      word -= 1
      bits = occupied[word]
    }
    return word * 64 + 63 - bits.leadingZeroBitCount
  }

  private func occupiedIndex(atOrAbove index: Int) -> Int? {
    guard index < BookSide.span else { return nil }
    var word = index >> 6
    var bits = occupied[word] & (~0 << UInt64(index & 63))
    while bits == 0 {
      guard word < occupied.count - 1 else { return nil }
      word += 1
      bits = occupied[word]
    }
    return word * 64 + bits.trailingZeroBitCount
  }

  /// A digest of the levels, whatever history led to them.
  public func digest(into hash: inout StateHash) {
    var sum: UInt64 = 0
    for index in sizes.indices where sizes[index] != 0 {
      sum &+= BookSide.digest(ticks: base + Int64(index), steps: sizes[index])
    }
    far.visit { price, steps in sum &+= BookSide.digest(ticks: price.ticks, steps: steps) }
    hash.add(sum)
  }

  private static func digest(ticks: Int64, steps: Int64) -> UInt64 {
    mixed(mixed(UInt64(bitPattern: ticks)) ^ UInt64(bitPattern: steps))
  }
}
