/// Converts amounts of money to texts and back. No product is too large to print.
extension Instrument {
  /// A mark price with up to `places` decimals more than the tick has, without trailing zeros
  /// there, rounded half away from zero.
  public func text(_ mark: MarkPrice, places: Int = 3) -> String {
    let parts = Int128(mark.ticks) * Int128(MarkPrice.partsPerTick) + Int128(mark.parts)
    return WideDecimal(parts, times: Int128(tick.mantissa), decimals: tick.decimals + 9)
      .rounded(to: tick.decimals + places).trimmed(to: tick.decimals).description
  }

  /// A notional, exact.
  public func text(_ money: Money) -> String {
    let unit = moneyUnit
    return WideDecimal(money.units, times: unit.mantissa, decimals: unit.decimals).description
  }

  /// An amount, exact: with the decimals of tick × step, and up to eight more if it needs them.
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

  /// The units of ``Money`` in a decimal amount, rounded up to a whole unit unless `rounding` says
  /// otherwise; nil if it doesn't fit.
  public func money(_ amount: DecimalNumber, _ rounding: Rounding = .up) -> Money? {
    count(of: amount, finerBy: 0, rounding).flatMap { Int64(exactly: $0) }.map { Money(units: $0) }
  }

  /// Reads a decimal amount, such as a fee that a venue reports. It is exact if the amount is a
  /// whole number of tick × step × 10⁻⁸. Every amount with eight decimals is one if tick and step
  /// are powers of ten. Otherwise it is the nearest such number, halves away from zero, or as
  /// `rounding` says. Nil if it doesn't fit.
  public func exactMoney(
    _ amount: DecimalNumber, _ rounding: Rounding = .nearest
  ) -> ExactMoney? {
    count(of: amount, finerBy: 8, rounding).map { ExactMoney(units: $0) }
  }

  /// How many units of tick × step × 10^−`places` are in an amount; nil if that doesn't fit.
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
