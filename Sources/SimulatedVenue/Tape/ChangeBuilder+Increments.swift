import Market

/// A trade that may be finer than tick or step, which is known only after all lines were read.
struct DeferredTrade {
  let record: Int
  let line: Int
  let kind: MarketChange.Kind
  let price: NumberField
  let size: NumberField
}

/// A mark price that can't be counted in ticks yet.
struct DeferredMark {
  let record: Int
  let line: Int
  let price: NumberField
}

/// The rare paths: numbers that are not whole ticks or steps as written.
extension ChangeBuilder {
  /// Takes a level or a quote that is finer than tick or step, or has zeros at its end.
  ///
  /// An inferred tick or step becomes as fine as needed. If it is stated, a price must be whole and
  /// a size is rounded up: real books have a few odd sizes older than today's step, and the queue
  /// they make must not look shorter than it is, nor vanish.
  @inline(never)
  mutating func takeFineBookLine(
    _ kind: MarketChange.Kind, _ price: NumberField, _ size: NumberField
  ) throws(LineFault) {
    if prices.isTooCoarse(for: price) { try refine(.price, to: price.trimmed.decimals) }
    if sizes.isTooCoarse(for: size) { try refine(.size, to: size.trimmed.decimals) }
    guard let ticks = prices.wholeUnits(in: price) else { throw .tooLarge(.price) }
    guard ticks.isExact else { throw .offTick }
    guard let steps = sizes.wholeUnits(in: size) else { throw .tooLarge(.size) }
    if !steps.isExact { roundedSizes += 1 }
    let change = try checked(kind, ticks.count, steps.count + (steps.isExact ? 0 : 1))
    try records.append(change, kind.kinds)
  }

  private mutating func refine(_ column: LineFault.Column, to decimals: Int) throws(LineFault) {
    let isPrice = column == .price
    let factor = isPrice ? prices.refine(to: decimals) : sizes.refine(to: decimals)
    let limit = TapeLimits.notional(tick: prices.unit, step: sizes.unit)
    let fit = records.rescale(prices: isPrice ? factor : 1, sizes: isPrice ? 1 : factor) {
      let (notional, overflow) = $0.multipliedReportingOverflow(by: $1)
      return $0 <= Price.maximumTicks && !overflow && notional <= limit
    }
    guard fit else { throw .outgrown(column) }
  }

  /// Takes a trade finer than tick or step: at once, or later if an inferred one may still become
  /// finer.
  @inline(never)
  mutating func takeFineTrade(
    _ kind: MarketChange.Kind, _ price: NumberField, _ size: NumberField
  ) throws(LineFault) {
    guard prices.isTooCoarse(for: price) || sizes.isTooCoarse(for: size) else {
      let before = roundedTrades
      let trade = try rounded(kind, price, size)
      let isCounted = roundedTrades > before
      if isCounted, prices.isInferred || sizes.isInferred { roundedRecords.insert(records.count) }
      return try records.append(trade, .trades)
    }
    deferred.append(
      DeferredTrade(record: records.count, line: line, kind: kind, price: price, size: size))
    try records.append(
      MarketChange(kind, Price(ticks: 1), Quantity(steps: 1)), .trades)
  }

  /// A trade in whole ticks and steps. A price between two ticks is rounded back to the side it
  /// came from: up if the aggressor sold, down if he bought, so that it never claims to have gone
  /// through a price it didn't reach. A size is rounded down to whole steps; a trade of no size is
  /// dropped later.
  private mutating func rounded(
    _ kind: MarketChange.Kind, _ price: NumberField, _ size: NumberField
  ) throws(LineFault) -> MarketChange {
    guard let ticks = prices.wholeUnits(in: price) else { throw .tooLarge(.price) }
    guard let steps = sizes.wholeUnits(in: size) else { throw .tooLarge(.size) }
    let up: Int64 = !ticks.isExact && kind == .sellTrade ? 1 : 0
    guard ticks.count + up > 0 else { throw .priceBelowTick }
    if steps.count == 0 {
      droppedTrades += 1
    } else if !ticks.isExact || !steps.isExact {
      roundedTrades += 1
    }
    return try checked(kind, ticks.count + up, steps.count)
  }

  /// Takes a mark price: at once if the tick is stated, otherwise after all lines were read, since
  /// a mark price tells nothing about the tick.
  mutating func take(mark price: NumberField) throws(LineFault) {
    guard price.mantissa > 0 else { throw .priceIsZero }
    guard prices.isInferred else { return try records.append(.mark(counted(price)), .mark) }
    deferredMarks.append(DeferredMark(record: records.count, line: line, price: price))
    try records.append(MarketChange(word: 0, value: 0), .mark)
  }

  private func counted(_ price: NumberField) throws(LineFault) -> MarkPrice {
    guard let units = prices.units(in: price), units.whole <= Price.maximumTicks else {
      throw .tooLarge(.price)
    }
    guard units.whole > 0 else { throw .priceBelowTick }
    guard let mark = MarkPrice(ticks: units.whole, parts: units.parts) else {
      throw .tooLarge(.price)
    }
    return mark
  }

  /// Closes the last update and converts what had to wait for the end.
  mutating func finish() throws(LineFault) {
    records.closeUpdate()
    if prices.isInferred, !deferred.isEmpty, !records.hasBookLine(withSize: false) {
      try refine(.price, to: finest(\.price, prices.decimals))
    }
    if sizes.isInferred, !deferred.isEmpty, !records.hasBookLine(withSize: true) {
      try refine(.size, to: finest(\.size, sizes.decimals))
    }
    coarsen()
    if let what = TapeLimits.objection(tick: prices.unit, step: sizes.unit) {
      throw .increments(what)
    }
    for trade in deferred {
      goBack(to: trade.line)
      records[trade.record] = try rounded(trade.kind, trade.price, trade.size)
    }
    for mark in deferredMarks {
      goBack(to: mark.line)
      records[mark.record] = .mark(try counted(mark.price))
    }
    if droppedTrades > 0 { records.removeEmptyTrades() }
  }

  private func finest(_ column: KeyPath<DeferredTrade, NumberField>, _ least: Int) -> Int {
    deferred.reduce(least) { max($0, $1[keyPath: column].trimmed.decimals) }
  }
}
