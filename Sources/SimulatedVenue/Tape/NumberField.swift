/// Reads the numbers of a line byte by byte, up to the first byte that doesn't belong to them.
///
/// A line ends with a line feed and the buffer has room for a word behind the last one, so no read
/// here leaves the buffer. The caller checks what follows the number.
struct NumberField {
  /// All digits as one number.
  var mantissa: Int64
  /// The number of digits after the point.
  var decimals: Int

  @inline(__always)
  private static func digit(_ cursor: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(cursor.pointee &- UInt8(ascii: "0"))
  }

  /// Reads a decimal with at least one digit before the point and, if there is a point, after it.
  @inline(__always)
  static func decimal(_ cursor: inout UnsafePointer<UInt8>, _ column: LineFault.Column)
    throws(LineFault) -> NumberField
  {
    let start = cursor
    var value: UInt64 = 0
    var decimals = 0
    while digit(cursor) < 10 {
      value = value &* 10 &+ digit(cursor)
      cursor += 1
    }
    var digits = cursor - start
    if cursor.pointee == UInt8(ascii: "."), digits > 0 {
      cursor += 1
      let point = cursor
      while digit(cursor) < 10 {
        value = value &* 10 &+ digit(cursor)
        cursor += 1
      }
      decimals = cursor - point
      digits = decimals == 0 ? 0 : digits + decimals
    }
    guard digits > 0, digits <= 18, decimals <= 12 else {
      throw fault(start, column, digits: digits, decimals: decimals)
    }
    let number = NumberField(mantissa: Int64(bitPattern: value), decimals: decimals)
    // Recorders that print through floating point write 0.00008 as 8e-05.
    guard cursor.pointee | 0x20 == UInt8(ascii: "e") else { return number }
    return try number.exponent(&cursor, column)
  }

  /// Applies the power of ten that follows the number.
  @inline(never)
  private func exponent(_ cursor: inout UnsafePointer<UInt8>, _ column: LineFault.Column)
    throws(LineFault) -> NumberField
  {
    cursor += 1
    let isNegative = cursor.pointee == UInt8(ascii: "-")
    if isNegative || cursor.pointee == UInt8(ascii: "+") { cursor += 1 }
    guard let size = NumberField.whole(&cursor) else { throw .malformed(column) }
    guard mantissa != 0 else { return self }
    guard size <= 30 else { throw isNegative ? .tooFine(column) : .tooLarge(column) }
    var result = trimmed
    result.decimals += isNegative ? Int(size) : -Int(size)
    while result.decimals < 0 {
      // With one more digit the number must still have at most 18.
      guard result.mantissa < 100_000_000_000_000_000 else { throw .tooLarge(column) }
      result.mantissa *= 10
      result.decimals += 1
    }
    result = result.trimmed
    guard result.decimals <= 12 else { throw .tooFine(column) }
    return result
  }

  private static func fault(
    _ start: UnsafePointer<UInt8>, _ column: LineFault.Column, digits: Int, decimals: Int
  ) -> LineFault {
    if digits == 0 {
      let isNegative = start.pointee == UInt8(ascii: "-") && digit(start + 1) < 10
      return isNegative ? .negative(column) : .malformed(column)
    }
    return decimals > 12 ? .tooFine(column) : .tooLarge(column)
  }

  /// Reads a whole number below 2⁶³; nil if there is none.
  @inline(__always)
  static func whole(_ cursor: inout UnsafePointer<UInt8>) -> Int64? {
    let start = cursor
    var value: UInt64 = 0
    while let eight = eightDigits(cursor), cursor - start <= 8 {
      value = value &* 100_000_000 &+ eight
      cursor += 8
    }
    while digit(cursor) < 10 {
      value = value &* 10 &+ digit(cursor)
      cursor += 1
    }
    let digits = cursor - start
    guard digits > 0, digits <= 19, value <= UInt64(Int64.max) else { return nil }
    return Int64(bitPattern: value)
  }

  /// The number in the next eight bytes; nil if they are not all digits.
  ///
  /// Neighbouring digits are joined into pairs, pairs into fours and those into eight, each time in
  /// all lanes of the word at once.
  @inline(__always)
  private static func eightDigits(_ cursor: UnsafePointer<UInt8>) -> UInt64? {
    let word = UInt64(
      littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
    let digits = word ^ 0x3030_3030_3030_3030
    let carries = (digits &+ 0x7676_7676_7676_7676) | digits
    guard carries & 0x8080_8080_8080_8080 == 0 else { return nil }
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
  }
}
