import Market

/// Finds a tick or a step that is not stated: the finest common step of the displayed values.
extension ChangeBuilder {
  /// The lowest price must be at least this number of ticks: a few prices far apart prove nothing.
  private static let leastTicks: Int64 = 20
  /// The number of different sizes that must share a step before it is believed.
  private static let leastSizes = 3

  /// Coarsens an inferred tick to the greatest common divisor of all prices, and an inferred step
  /// to that of all sizes, if these are coarser than the power of ten used so far. Levels and
  /// quotes decide, or trades if there are none.
  mutating func coarsen() {
    let held = Set(deferred.map(\.record))
    let tick = prices.isInferred ? commonTick(held) : 1
    let step = sizes.isInferred ? commonStep(held) : 1
    guard tick > 1 || step > 1 else { return }
    if tick > 1 { prices.coarsen(by: tick) }
    if step > 1 { sizes.coarsen(by: step) }
    for index in 0..<records.count where !held.contains(index) {
      let change = records[index]
      guard let kind = change.kind, kind.isPriced else { continue }
      let isCounted = change.steps == 0 || roundedRecords.contains(index)
      records[index] = coarsened(change, kind, tick: tick, step: step, isCounted: isCounted)
    }
  }

  /// A change in units that are `tick` and `step` times coarser. A trade that doesn't fit is
  /// rounded like one that was too fine from the start.
  private mutating func coarsened(
    _ change: MarketChange, _ kind: MarketChange.Kind, tick: Int64, step: Int64, isCounted: Bool
  ) -> MarketChange {
    let (ticks, offTick) = change.ticks.quotientAndRemainder(dividingBy: tick)
    let (steps, offStep) = change.steps.quotientAndRemainder(dividingBy: step)
    if kind.isTrade, steps == 0, change.steps > 0 {
      droppedTrades += 1
      if isCounted { roundedTrades -= 1 }
    } else if !isCounted, offTick != 0 || offStep != 0 {
      roundedTrades += 1
    }
    let up: Int64 = offTick != 0 && (kind == .sellTrade || ticks == 0) ? 1 : 0
    return MarketChange(kind, Price(ticks: ticks + up), Quantity(steps: steps))
  }

  private func commonTick(_ held: Set<Int>) -> Int64 {
    var common = CommonStep()
    let isBook = records.hasBookLine(withSize: false)
    gather(\.ticks, isBook, held, into: &common)
    if !isBook { for trade in deferred { common.add(prices.wholeUnits(in: trade.price)?.count) } }
    return common.least / max(1, common.step) >= ChangeBuilder.leastTicks ? common.believed : 1
  }

  private func commonStep(_ held: Set<Int>) -> Int64 {
    var common = CommonStep()
    let isBook = records.hasBookLine(withSize: true)
    gather(\.steps, isBook, held, into: &common)
    if !isBook { for trade in deferred { common.add(sizes.wholeUnits(in: trade.size)?.count) } }
    return common.kinds.count >= ChangeBuilder.leastSizes ? common.believed : 1
  }

  private func gather(
    _ number: KeyPath<MarketChange, Int64>, _ isBook: Bool, _ held: Set<Int>,
    into common: inout CommonStep
  ) {
    for index in 0..<records.count where common.step != 1 {
      let change = records[index]
      guard let kind = change.kind, kind.isPriced, kind.isTrade != isBook else { continue }
      if !isBook, held.contains(index) { continue }
      common.add(change[keyPath: number])
    }
  }
}

/// The greatest common divisor of the numbers added so far; zeros don't count.
private struct CommonStep {
  private(set) var step: Int64 = 0
  private(set) var least = Int64.max
  /// The first four different numbers.
  private(set) var kinds: [Int64] = []

  /// The divisor if it is above 1 and can be a unit, else 1.
  var believed: Int64 { step > 1 && step <= TapeLimits.incrementMantissa ? step : 1 }

  mutating func add(_ number: Int64?) {
    guard let number, number > 0 else { return }
    if step == 0 || number % step != 0 {
      var (large, small) = (step, number)
      while small != 0 { (large, small) = (small, large % small) }
      step = large
    }
    least = min(least, number)
    if kinds.count < 4, !kinds.contains(number) { kinds.append(number) }
  }
}
