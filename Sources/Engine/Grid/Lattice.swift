import Market

/// Where the ladder stands: the anchor, and the price of each rung from it.
struct Lattice: Sendable {
  let grid: GridSettings
  let rule: SpacingRule
  /// The prices a rung may have.
  let raster: Raster
  private(set) var anchor: Price?
  private(set) var spacing = Spacing()
  /// How far out the rungs of each side are moved by the skew, in ticks.
  var shift = PerSide<Int64>(0)
  /// What the market's swings add to the spacing, as a part of price.
  var swing = 0.0  // tidy-ok: steers; rounded to ticks

  /// The price the geometric lattice was begun at, and how many steps the anchor is from it.
  private var origin: Price?
  private var index: Int64 = 0

  init(_ grid: GridSettings, on raster: Raster = Raster()) {
    self.grid = grid
    self.raster = raster
    rule = SpacingRule(grid: grid, raster: raster)
  }

  /// How far twice the mid may go from twice the anchor before the anchor moves.
  @inline(__always) var recentreAt2: Int64 {
    let wanted = max(1, 2 * spacing.base * grid.recentreHundredths / 100)
    // On a lattice the nearest place changes after half a step, never earlier.
    return grid.anchoring == .snap ? max(wanted, spacing.base) : wanted
  }

  /// Whether the market has gone far enough for a new anchor.
  @inline(__always) func hasDrifted(mid2: Int64) -> Bool {
    guard let anchor else { return true }
    return abs(mid2 - 2 * anchor.ticks) >= recentreAt2
  }

  /// Whether the swings want a spacing that is far enough from the one in force.
  func mustRespace(mid2: Int64) -> Bool {
    guard spacing.base > 0, let mid = Price(checking: mid2 / 2) else { return false }
    return rule.decided(at: mid, swing: swing, inForce: spacing.base) != spacing.base
  }

  /// Puts the anchor where the market is. Returns whether any rung's price may have changed.
  mutating func move(to mid2: Int64, counts: inout [Int]) -> Bool {
    guard let mid = Price(checking: mid2 / 2) else { return false }
    let (oldAnchor, oldBase) = (anchor, spacing.base)
    let next = rule.base(
      at: mid, swing: swing, inForce: oldBase > 0 ? oldBase : nil, counts: &counts)
    if next.base != oldBase { spacing = next }
    switch (grid.anchoring, grid.progression) {
    case (.full, _): anchor = mid
    case (.snap, .arithmetic):
      let step = spacing.base
      anchor = Price(checking: max(1, (mid2 + step) / (2 * step)) * step)
    case (.snap, .geometric): snapGeometric(mid2: mid2)
    }
    return oldAnchor != anchor || oldBase != spacing.base
  }

  /// Tightens the reducing side, or loosens it again. Returns whether a spacing changed.
  mutating func tighten(_ reducing: Side?, by hundredths: Int64, counts: inout [Int]) -> Bool {
    guard let anchor else { return false }
    let old = spacing.sides
    spacing = rule.tightened(
      spacing, at: anchor, reducing: reducing, by: hundredths, counts: &counts)
    return old != spacing.sides
  }

  /// The price of a rung, `level` from one, snapped away from crossing; nothing where no price is
  /// left.
  @inline(__always)
  func price(_ side: Side, level: Int) -> Price? {
    guard let anchor else { return nil }
    let exact =
      switch grid.progression {
      case .arithmetic:
        anchor.away(by: Int64(level) * spacing.sides[side] + shift[side], for: side)
      case .geometric:
        geometricPrice(side, level: level, from: anchor)?.away(by: shift[side], for: side)
      }
    return exact.flatMap { raster.snapped($0, for: side) }
  }

  @inline(never)
  private func geometricPrice(_ side: Side, level: Int, from anchor: Price) -> Price? {
    let exact: Double  // tidy-ok: steers; snapped to a tick below
    if let origin, spacing.sides[side] == spacing.base {
      let steps = index - side.sign * Int64(level)
      exact = Double(origin.ticks) * WholePower.of(ratio(spacing.base, origin), steps)
    } else {
      exact =
        Double(anchor.ticks)
        * WholePower.of(ratio(spacing.sides[side], anchor), -side.sign * Int64(level))
    }
    return PriceRule.snapped(exact, for: side)
  }

  /// One spacing from a price in the direction of profit for a lot opened on `side`: where the
  /// paired rung lies.
  func paired(with entry: Price, opened side: Side) -> Price {
    let distance = max(1, spacing.sides[side.opposite])
    return entry.away(by: distance, for: side.opposite) ?? Price(ticks: 1)
  }

  private mutating func snapGeometric(mid2: Int64) {
    guard let mid = Price(checking: mid2 / 2) else { return }
    if origin == nil { origin = mid }
    guard let origin else { return }
    let step = ratio(spacing.base, origin)
    let first = Double(origin.ticks)
    index = nearest(to: Double(mid2) / 2, first: first, step: step)
    anchor = Price(checking: Int64(max(1, min(9e13, first * WholePower.of(step, index)))))
  }

  /// The place on the lattice `first` × `step`ⁱ nearest to a price: found by doubling the reach and
  /// then halving it, so it costs little however fine the lattice and however far the price.
  private func nearest(to target: Double, first: Double, step: Double) -> Int64 {
    let half = 1 + (step - 1) / 2
    func isBelow(_ place: Int64) -> Bool { first * WholePower.of(step, place) * half <= target }
    var reach: Int64 = 1
    while reach < 1 << 56, isBelow(index + reach) || !isBelow(index - reach) { reach *= 2 }
    var (low, high) = (index - reach, index + reach)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isBelow(middle) { low = middle } else { high = middle }
    }
    return high
  }

  private func ratio(_ ticks: Int64, _ price: Price) -> Double {
    1 + Double(max(1, ticks)) / Double(price.ticks)
  }

  func digest(into hash: inout StateHash) {
    hash.add(anchor?.ticks ?? 0)
    hash.add(spacing.base)
    hash.add(spacing.sides.buy)
    hash.add(spacing.sides.sell)
    hash.add(index)
    hash.add(shift.buy)
    hash.add(shift.sell)
    hash.add(swing.bitPattern)
  }
}
