extension DecimalNumber {
  /// Compares two decimals exactly, whatever their counts of decimals.
  public static func isLess(_ left: DecimalNumber, _ right: DecimalNumber) -> Bool {
    let places = max(left.decimals, right.decimals)
    return left.scaledWide(to: places) < right.scaledWide(to: places)
  }

  /// Whether this number, increased by `part` / `whole` of itself, is more than another. Exact for
  /// decimals of up to 12 places and amounts of up to 10¹⁵.
  public func isStretched(by part: Int64, of whole: Int64, beyond other: DecimalNumber) -> Bool {
    let places = max(decimals, other.decimals)
    return scaledWide(to: places) * Int128(whole + part) > other.scaledWide(to: places)
      * Int128(whole)
  }

  /// This number as a count of 10^−`places`; 18 decimals of 64 bits fit into 128.
  private func scaledWide(to places: Int) -> Int128 {
    var value = Int128(mantissa)
    for _ in decimals..<places { value *= 10 }
    return value
  }
}
