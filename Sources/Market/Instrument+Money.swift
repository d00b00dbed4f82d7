/// Amounts of money as texts, and texts as amounts. Whatever is printed, no product can be too large.
extension Instrument {
  /// A mark price to `places` decimals more than the tick has, without zeros there, halves away from zero.
  public func text(_ mark: MarkPrice, places: Int = 3) -> String {
    let parts = Int128(mark.ticks) * Int128(MarkPrice.partsPerTick) + Int128(mark.parts)
    return WideDecimal(parts, times: Int128(tick.mantissa), decimals: tick.decimals + 9)
      .rounded(to: tick.decimals + places).trimmed(to: tick.decimals).description
  }

  /// A notional, exactly.
  public func text(_ money: Money) -> String {
    let unit = moneyUnit
    return WideDecimal(money.units, times: unit.mantissa, decimals: unit.decimals).description
  }

  /// An amount, exactly: with the decimals of tick × step, and up to eight more where it has them.
  public func text(_ money: ExactMoney) -> String {
    let unit = moneyUnit
    return WideDecimal(money.units, times: unit.mantissa, decimals: unit.decimals + 8)
      .trimmed(to: unit.decimals).description
  }

  /// A notional rounded for reading to at most `places` decimals, halves away from zero.
  public func text(_ money: Money, places: Int) -> String {
    let unit = moneyUnit
    return WideDecimal(money.units, times: unit.mantissa, decimals: unit.decimals)
      .rounded(to: places).description
  }

  /// An amount rounded for reading to `places` decimals, halves away from zero.
  public func text(_ money: ExactMoney, places: Int) -> String {
    let unit = moneyUnit
    return WideDecimal(money.units, times: unit.mantissa, decimals: unit.decimals + 8)
      .rounded(to: places).description
  }

  /// The units of ``Money`` in a decimal amount, rounded up to a whole unit unless `rounding`
  /// says otherwise; nothing where it doesn't fit.
  public func money(_ amount: DecimalNumber, _ rounding: Rounding = .up) -> Money? {
    count(of: amount, finerBy: 0, rounding).flatMap { Int64(exactly: $0) }.map { Money(units: $0) }
  }

  /// A decimal amount such as a venue tells a fee in: exactly wherever it is a whole number of
  /// tick × step × 10⁻⁸, as every amount with eight decimals is where tick and step are powers of
  /// ten; else the nearest such number, halves away from zero, or as `rounding` says. Nothing where it
  /// doesn't fit.
  public func exactMoney(
    _ amount: DecimalNumber, _ rounding: Rounding = .nearest
  ) -> ExactMoney? {
    count(of: amount, finerBy: 8, rounding).map { ExactMoney(units: $0) }
  }

  /// How many units of tick × step × 10^−`places` are in an amount.
  private func count(
    of amount: DecimalNumber, finerBy places: Int, _ rounding: Rounding
  ) -> Int128? {
    let unit = moneyUnit
    var left = Int128(amount.mantissa)
    var right = unit.mantissa
    for _ in 0..<max(0, unit.decimals + places - amount.decimals) {
      let (product, overflow) = left.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      left = product
    }
    for _ in 0..<max(0, amount.decimals - unit.decimals - places) {
      let (product, overflow) = right.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      right = product
    }
    return left.divided(by: right, rounding)
  }
}
