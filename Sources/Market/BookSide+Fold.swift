/// The two loops that every line of a tape runs through. Lines of one side come in runs. So each
/// loop takes a run, keeps what it needs in registers, and returns where the run ended.
extension BookSide {
  /// Stores the levels of a run of lines.
  ///
  /// - Parameters:
  ///   - kind: which lines belong to this side; the first of another kind ends the run.
  /// - Returns: the index after the run.
  @inlinable mutating func fold(
    _ changes: UnsafeBufferPointer<MarketChange>, from start: Int, kind: MarketChange.Kind
  ) -> Int {
    own()
    var index = start
    var sizes = store.sizes
    var occupied = store.occupied
    var base = base
    let isBid = side == .buy
    while index < changes.count {
      let change = changes[index]
      guard change.rawKind == kind.rawValue else { break }
      index &+= 1
      let ticks = change.ticks
      let offset = Int(truncatingIfNeeded: ticks &- base)
      guard UInt(bitPattern: offset) < UInt(LevelStore.span) else {
        putFar(ticks, change.steps)
        base = self.base
        continue
      }
      sizes[offset] = change.steps
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: offset)
      let word = occupied[offset &>> 6]
      if change.steps != 0 {
        occupied[offset &>> 6] = word | bit
        guard isBid ? ticks > bestTicks : ticks < bestTicks || bestTicks == 0 else { continue }
        improve(to: ticks)
      } else {
        occupied[offset &>> 6] = word & ~bit
        guard ticks == bestTicks else { continue }
        findBest()
      }
      // Either may have moved the array.
      base = self.base
      sizes = store.sizes
      occupied = store.occupied
    }
    return index
  }

  /// Returns the index of the first line of a run at whose price this side shows size, or whose
  /// price is at `near` or nearer to the market; or the index after the run.
  ///
  /// - Parameter near: in ticks. `.max` for bids and `.min` for asks are beyond every price and
  ///   match none.
  @inline(never) public func firstShown(
    in changes: UnsafeBufferPointer<MarketChange>, from start: Int, kind: MarketChange.Kind,
    orWithin near: Int64
  ) -> Int {
    var index = start
    let base = base
    let occupied = store.occupied
    // Bits inverted for asks, so that on both sides the greater number is nearer to the market.
    let flip: Int64 = side == .buy ? 0 : -1
    let least = near ^ flip
    let hasFar = far.count > 0
    while index < changes.count {
      let change = changes[index]
      guard change.rawKind == kind.rawValue, change.ticks ^ flip < least else { break }
      let offset = Int(truncatingIfNeeded: change.ticks &- base)
      if UInt(bitPattern: offset) < UInt(LevelStore.span) {
        if occupied[offset &>> 6] & (1 &<< UInt64(truncatingIfNeeded: offset)) != 0 { break }
      } else if hasFar, showsFar(change.ticks) {
        break
      }
      index &+= 1
    }
    return index
  }

  /// Kept out of line, so that the loop that seldom calls it keeps its registers.
  @inline(never) private func showsFar(_ ticks: Int64) -> Bool { far.contains(Price(ticks: ticks)) }
}
