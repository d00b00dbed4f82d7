import Market

/// Converts the decimals of a column into whole ticks or steps.
///
/// A unit that is not stated begins at 1 and becomes finer, by powers of ten, as finer numbers turn
/// up. After all numbers were seen it becomes as coarse as they allow, such as 0.5 if all end in .0
/// or .5.
struct Increment {
  /// One unit is `mantissa` × 10^−`decimals`.
  private var mantissa: Int64
  private(set) var decimals: Int
  let isInferred: Bool

  init(_ stated: DecimalNumber?) {
    mantissa = stated?.mantissa ?? 1
    decimals = stated?.decimals ?? 0
    isInferred = stated == nil
  }

  var unit: DecimalNumber { DecimalNumber(mantissa: mantissa, decimals: decimals) }

  /// The number in units; nil if it isn't a whole number of them or doesn't fit. Numbers with more
  /// decimals than the unit give nil too, even if the rest is zeros.
  @inline(__always)
  func count(_ field: NumberField) -> Int64? {
    guard field.decimals <= decimals else { return nil }
    var value = field.mantissa
    var places = field.decimals
    while places < decimals {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      places &+= 1
    }
    if mantissa == 1 { return value }
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: mantissa)
    return rest == 0 ? quotient : nil
  }

  /// The whole units in a number, and whether nothing is left over; nil if it doesn't fit.
  func wholeUnits(in field: NumberField) -> (count: Int64, isExact: Bool)? {
    let number = field.trimmed
    guard number.decimals > decimals else {
      guard let scaled = number.mantissa.scaled(byTensTo: decimals - number.decimals) else {
        return nil
      }
      return (scaled / mantissa, scaled % mantissa == 0)
    }
    // The divisor fits: a mantissa is at most 10⁶ and there are at most 12 decimals.
    guard let divisor = mantissa.scaled(byTensTo: number.decimals - decimals) else { return nil }
    return (number.mantissa / divisor, number.mantissa % divisor == 0)
  }

  /// A number as whole units and the rest in 10⁻⁹ of a unit, rounded down, but a rest above zero is
  /// at least 1. Nil if it doesn't fit.
  func units(in field: NumberField) -> (whole: Int64, parts: Int64)? {
    let unit = Int128(mantissa) * Increment.powerOfTen(field.decimals)
    let number = Int128(field.mantissa) * Increment.powerOfTen(decimals)
    let (whole, rest) = number.quotientAndRemainder(dividingBy: unit)
    guard let whole = Int64(exactly: whole) else { return nil }
    let parts = Int64(rest * Int128(MarkPrice.partsPerTick) / unit)
    return (whole, rest > 0 ? max(1, parts) : 0)
  }

  private static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
  }

  /// Whether the unit would have to become finer for a number.
  func isTooCoarse(for field: NumberField) -> Bool {
    isInferred && field.trimmed.decimals > decimals
  }

  /// Makes the unit coarser by a factor that divides all counts made so far.
  mutating func coarsen(by factor: Int64) {
    precondition(isInferred && mantissa == 1)
    let unit = NumberField(mantissa: factor, decimals: decimals).trimmed
    mantissa = unit.mantissa
    decimals = unit.decimals
  }

  /// Makes the unit finer; returns the factor to multiply all counts made so far with.
  mutating func refine(to newDecimals: Int) -> Int64 {
    precondition(isInferred && newDecimals >= decimals && newDecimals <= 12)
    var factor: Int64 = 1
    for _ in decimals..<newDecimals { factor *= 10 }
    decimals = newDecimals
    return factor
  }
}

extension NumberField {
  /// The same number without zeros at its end.
  var trimmed: NumberField {
    var result = self
    while result.decimals > 0, result.mantissa % 10 == 0 {
      result.mantissa /= 10
      result.decimals -= 1
    }
    return result
  }
}

extension Int64 {
  /// The number times 10^`places`; nil if it doesn't fit.
  fileprivate func scaled(byTensTo places: Int) -> Int64? {
    var value = self
    for _ in 0..<places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    return value
  }
}
