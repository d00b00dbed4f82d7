import Market

/// One side of a generated book: the levels that are shown, best first.
struct ShownSide: Sendable {
  struct Level: Equatable, Sendable {
    let ticks: Int64
    var steps: Int64
  }

  let side: Side
  private(set) var levels: [Level] = []

  init(_ side: Side) { self.side = side }

  private func isBetter(_ left: Int64, than right: Int64) -> Bool {
    side == .buy ? left > right : left < right
  }

  /// Removes size from the best level, or all of it.
  mutating func take(_ steps: Int64) {
    guard let best = levels.first else { return }
    if steps < best.steps { levels[0].steps -= steps } else { levels.removeFirst() }
  }

  /// Gives a random level another size.
  mutating func redraw(_ typical: Int64, _ dice: inout MarketDice) {
    guard !levels.isEmpty else { return }
    let place = Int(dice.below(Int64(levels.count)))
    levels[place].steps = ShownSide.size(typical, &dice)
  }

  /// Puts the best level at a price: better levels are gone, and missing ones down to the last are
  /// drawn.
  mutating func rebuild(
    best: Int64, count: Int, typical: Int64, emptied: Bool, _ dice: inout MarketDice
  ) {
    let old = emptied ? [] : levels.drop { isBetter($0.ticks, than: best) }
    var built: [Level] = []
    built.reserveCapacity(count)
    var place = old.startIndex
    var ticks = best
    while built.count < count, ticks > 0 {
      if place < old.endIndex, !isBetter(ticks, than: old[place].ticks) {
        built.append(old[place])
        ticks = old[place].ticks
        place += 1
      } else {
        built.append(Level(ticks: ticks, steps: ShownSide.size(typical, &dice)))
      }
      ticks -= side.sign * dice.within(1...9)
    }
    levels = built
  }

  private static func size(_ typical: Int64, _ dice: inout MarketDice) -> Int64 {
    // A few are large.
    let most = dice.once(in: 12) ? typical * 6 : typical * 2
    return dice.within(1...max(1, most))
  }

  /// Appends the changes since an earlier state of this side.
  func changes(since old: ShownSide, into memory: ChangeMemory) {
    let kind: MarketChange.Kind = side == .buy ? .bidLevel : .askLevel
    func tell(_ ticks: Int64, _ steps: Int64) {
      memory.append(MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps)))
    }
    var before = old.levels[...]
    for level in levels {
      while let gone = before.first, isBetter(gone.ticks, than: level.ticks) {
        tell(gone.ticks, 0)
        before.removeFirst()
      }
      if before.first?.ticks == level.ticks {
        if before.first?.steps != level.steps { tell(level.ticks, level.steps) }
        before.removeFirst()
      } else {
        tell(level.ticks, level.steps)
      }
    }
    for gone in before { tell(gone.ticks, 0) }
  }

  func digest(into hash: inout StateHash) {
    for level in levels {
      hash.add(level.ticks)
      hash.add(level.steps)
    }
  }
}
