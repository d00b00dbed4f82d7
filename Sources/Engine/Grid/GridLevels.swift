import Market

/// Where the ladder is: the anchor, and the price of each rung from it.
struct GridLevels: Sendable, Codable {
  let grid: GridSettings
  let rule: SpacingRule
  /// The prices that a rung may have.
  let tickGrid: TickGrid
  private(set) var anchor: Price?
  private(set) var spacing = Spacing()
  /// How far out the skew moves the rungs of each side, in ticks.
  private(set) var shift = PerSide<Int64>(0)
  /// What volatility adds to the spacing, as a part of price.
  private(set) var swing = 0.0  // tidy-ok: steers; rounded to ticks

  /// The places of a geometric ladder that is snapped to them; nil for other ladders.
  private var places: GeometricPlaces?

  init(_ grid: GridSettings, on tickGrid: TickGrid = TickGrid()) {
    self.grid = grid
    self.tickGrid = tickGrid
    rule = SpacingRule(grid: grid, tickGrid: tickGrid)
  }

  /// How far twice the mid may be from twice the anchor before the anchor moves.
  @inline(__always) var recentreAt2: Int64 {
    let away = spacing.base.multipliedReportingOverflow(by: 2 * grid.recentreHundredths)
    let wanted = away.overflow ? .max : max(1, away.partialValue / 100)
    // On fixed levels the nearest place changes after half a step, never earlier.
    return grid.anchoring == .snap ? max(wanted, spacing.base) : wanted
  }

  /// Whether the market has moved far enough for a new anchor.
  @inline(__always) func hasDrifted(mid2: Int64) -> Bool {
    guard let anchor else { return true }
    return abs(mid2 - 2 * anchor.ticks) >= recentreAt2
  }

  /// Whether volatility requires a spacing that differs enough from the one in force.
  func mustRespace(mid2: Int64) -> Bool {
    guard spacing.base > 0, let mid = Price(checking: mid2 / 2) else { return false }
    let inForce = inForce(at: mid)
    return rule.decided(at: mid, swing: swing, inForce: inForce) != inForce
  }

  /// The spacing in force at a price, in ticks; that of a geometric ladder grows with price.
  private func inForce(at price: Price) -> Int64? {
    guard spacing.base > 0 else { return nil }
    return places?.spacing(at: price) ?? spacing.base
  }

  /// Takes in a new volatility.
  mutating func follow(swing: Double) { self.swing = swing }  // tidy-ok: steers; rounded to ticks

  /// Moves a side this many ticks further from the market, or nearer if negative.
  mutating func lean(_ side: Side, by ticks: Int64) { shift[side] = ticks }

  /// Puts the anchor where the market is. Returns whether any rung's price may have changed.
  mutating func move(to mid2: Int64, counts: inout [Int]) -> Bool {
    guard let mid = Price(checking: mid2 / 2) else { return false }
    let (oldAnchor, oldBase) = (anchor, spacing.base)
    let inForce = inForce(at: mid)
    let next = rule.base(at: mid, swing: swing, inForce: inForce, counts: &counts)
    if next.base != oldBase { spacing = next }
    switch (grid.anchoring, grid.progression) {
    case (.full, _): anchor = mid
    case (.snap, .arithmetic):
      let step = spacing.base
      anchor = Price(checking: max(1, (mid2 + step) / (2 * step)) * step)
    case (.snap, .geometric):
      if next.base != inForce { places = GeometricPlaces(at: mid, spacing: next.base) }
      anchor = places?.anchor(at: mid2)
    }
    return oldAnchor != anchor || oldBase != spacing.base || next.base != inForce
  }

  /// Tightens the reducing side, or loosens it again. Returns whether a spacing changed.
  mutating func tighten(_ reducing: Side?, by hundredths: Int64, counts: inout [Int]) -> Bool {
    guard let anchor else { return false }
    let old = spacing.sides
    spacing = rule.tightened(
      spacing, at: anchor, reducing: reducing, by: hundredths, counts: &counts)
    return old != spacing.sides
  }

  /// The price of a rung, `level` from one. It is snapped away from crossing, and onto a wider tick
  /// grid if rungs would be closer than the minimum ticks. Nil if no price is left.
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
    guard mayBeNarrow else { return exact }
    return exact.flatMap { spaced($0, side) }
  }

  /// Whether rungs away from the anchor can be closer, in effective ticks, than the minimum that
  /// held at the anchor: that is so if the distance or the tick depends on price.
  @inline(__always) private var mayBeNarrow: Bool {
    grid.progression == .geometric || tickGrid.figures != nil
  }

  /// The nearest price that the venue accepts. If rungs are closer than the minimum ticks, only
  /// multiples of that minimum are used, which are the same wherever the anchor is.
  @inline(never)
  private func spaced(_ price: Price, _ side: Side) -> Price? {
    let least = tickGrid.ticks(grid.floorTicks, at: price)
    guard gap(at: price, side) < Double(least) * (1 - 1e-9) else {
      return tickGrid.snapped(price, for: side)
    }
    guard let found = GridLevels.multiple(of: least, price, side) else { return nil }
    // A sell may be rounded up to where the tick is coarser.
    let coarser = tickGrid.ticks(grid.floorTicks, at: found)
    return GridLevels.multiple(of: max(least, coarser), found, side)
      .flatMap { tickGrid.snapped($0, for: side) }
  }

  private static func multiple(of step: Int64, _ price: Price, _ side: Side) -> Price? {
    let whole = price.ticks / step * step
    return Price(checking: side == .sell && whole < price.ticks ? whole + step : whole)
  }

  /// The distance of a rung at a price from the next one nearer to the market, in ticks.
  private func gap(at price: Price, _ side: Side) -> Double {
    guard grid.progression == .geometric, let anchor else { return Double(spacing.sides[side]) }
    let share = places(for: side)?.share ?? ratio(spacing.sides[side], anchor) - 1
    return Double(price.ticks) * (side == .buy ? share : share / (1 + share))
  }

  /// Whether a rung would be closer to the one before it than allowed: at the same price, on its
  /// wrong side, or at less than half the distance between rungs. Two rungs that are snapped to one
  /// tick grid keep more than half; where two tick grids meet they may not.
  @inline(__always)
  func isTooNear(_ price: Price, to last: Price, _ side: Side) -> Bool {
    guard mayBeNarrow else { return price == last }
    let distance = side.sign * (last.ticks - price.ticks)
    if distance < max(1, tickGrid.ticks(grid.floorTicks, at: price)) { return true }
    // The distance at a snapped price is not quite that at the exact one.
    let slack = Double(tickGrid.ticks(1, at: price)) / 2
    return Double(2 * distance) < gap(at: price, side) - slack
  }

  @inline(never)
  private func geometricPrice(_ side: Side, level: Int, from anchor: Price) -> Price? {
    let exact: Double  // tidy-ok: steers; snapped to a tick below
    if let places = places(for: side) {
      exact = places.exact(places.index - side.sign * Int64(level))
    } else {
      exact =
        Double(anchor.ticks)
        * WholePower.of(ratio(spacing.sides[side], anchor), -side.sign * Int64(level))
    }
    return PriceRule.snapped(exact, for: side)
  }

  /// The places that the rungs of a side are on; nil if they are counted from the anchor.
  private func places(for side: Side) -> GeometricPlaces? {
    spacing.sides[side] == spacing.base ? places : nil
  }

  /// The next price towards profit for a lot opened on `side`: that of the paired rung.
  func paired(with entry: Price, opened side: Side) -> Price {
    let exit = side.opposite
    let next = grid.progression == .geometric ? neighbour(of: entry, exit) : nil
    let distance = max(1, spacing.sides[exit])
    guard let price = next ?? entry.away(by: distance, for: exit) else { return Price(ticks: 1) }
    guard mayBeNarrow else { return price }
    return widened(price, from: entry, exit)
  }

  /// The same, if rungs are further apart than that.
  @inline(never)
  private func widened(_ price: Price, from entry: Price, _ side: Side) -> Price {
    let found = spaced(price, side) ?? price
    guard isTooNear(found, to: entry, side) else { return found }
    let least = tickGrid.ticks(grid.floorTicks, at: entry)
    return entry.away(by: least, for: side).flatMap { spaced($0, side) } ?? found
  }

  /// The next place further out on a side: the neighbouring grid level if the price is on one,
  /// otherwise one place distance away.
  @inline(never)
  private func neighbour(of price: Price, _ side: Side) -> Price? {
    guard let anchor else { return nil }
    let start = Double(price.ticks)
    var exact = start * WholePower.of(ratio(spacing.sides[side], anchor), -side.sign)
    if let places = places(for: side) {
      let place = places.nearest(to: start)
      let isOn = abs(places.exact(place) - start) < Double(tickGrid.ticks(1, at: price))
      exact =
        isOn ? places.exact(place - side.sign) : start * WholePower.of(places.ratio, -side.sign)
    }
    let found = PriceRule.snapped(exact, for: side)
    return found == price ? nil : found
  }

  /// The ratio of two neighbouring grid levels in force; 1 if there are no geometric places.
  var ratio: Double { places?.ratio ?? 1 }

  private func ratio(_ ticks: Int64, _ price: Price) -> Double {
    1 + Double(max(1, ticks)) / Double(price.ticks)
  }
}
