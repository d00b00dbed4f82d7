extension Instant {
  /// Returns the moment as ISO 8601 text in UTC, such as `2024-08-08T23:54:15.088169167Z`.
  ///
  /// `fractionDigits` is 0 to 9. The rest is cut off towards the past, so that a text never names a
  /// moment that hasn't come yet.
  public func utcText(fractionDigits: Int = 9) -> String {
    precondition((0...9).contains(fractionDigits), "a second has 0 to 9 digits after the point")
    let (days, inDay) = floorDivided(nanoseconds, by: UTCText.nanosecondsPerDay)
    let date = UTCText.date(ofDay: days)
    let seconds = inDay / 1_000_000_000
    var text = UTCText.padded(date.year, to: 4)
    text += "-" + UTCText.padded(date.month, to: 2) + "-" + UTCText.padded(date.day, to: 2)
    text += "T" + UTCText.padded(seconds / 3_600, to: 2)
    text += ":" + UTCText.padded(seconds / 60 % 60, to: 2)
    text += ":" + UTCText.padded(seconds % 60, to: 2)
    if fractionDigits > 0 {
      let digits = UTCText.padded(inDay % 1_000_000_000, to: 9)
      text += "." + digits.prefix(fractionDigits)
    }
    return text + "Z"
  }

  /// Reads a text such as `2024-08-08T23:54:15Z` or `2024-08-08T23:54:15.088Z`: UTC only, up to
  /// nine digits after the point, no leap seconds.
  public init(utc text: some StringProtocol) throws(UTCTextError) {
    var rest = Array(text.utf8)[...]
    guard let year = UTCText.number(&rest, digits: 4), UTCText.skip("-", &rest),
      let month = UTCText.number(&rest, digits: 2), UTCText.skip("-", &rest),
      let day = UTCText.number(&rest, digits: 2), UTCText.skip("T", &rest),
      let hour = UTCText.number(&rest, digits: 2), UTCText.skip(":", &rest),
      let minute = UTCText.number(&rest, digits: 2), UTCText.skip(":", &rest),
      let second = UTCText.number(&rest, digits: 2), let fraction = UTCText.fraction(&rest),
      UTCText.skip("Z", &rest), rest.isEmpty,
      (1...12).contains(month), (1...UTCText.days(inMonth: month, of: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { throw .notATime(String(text)) }
    let days = UTCText.day(year: year, month: month, day: day)
    let inDay = (hour * 3_600 + minute * 60 + second) * 1_000_000_000 + fraction
    // Before 1970 the product alone can be out of range when the sum is not.
    let (whole, part) = days < 0 ? (days + 1, inDay - UTCText.nanosecondsPerDay) : (days, inDay)
    let (product, high) = whole.multipliedReportingOverflow(by: UTCText.nanosecondsPerDay)
    let (sum, carry) = product.addingReportingOverflow(part)
    guard !high, !carry else { throw .outOfRange(String(text)) }
    self.init(nanoseconds: sum)
  }
}

extension Instant {
  /// Reads a text as ``init(utc:)`` does; nil if it is no moment from 1970 to 2199. With such a
  /// moment every deadline around it fits into 64 bits.
  public init?(ofOurTime text: some StringProtocol) {
    do throws(UTCTextError) { self = try Instant(utc: text) } catch { return nil }
    guard (0..<Instant.year2200).contains(nanoseconds) else { return nil }
  }

  /// What ``init(ofOurTime:)`` allows, for messages.
  public static let ofOurTimeRule = "a time in UTC from 1970 to 2199"

  private static let year2200: Int64 = 7_258_118_400_000_000_000
}

/// Why a text isn't a moment. Every case carries the text.
public enum UTCTextError: Error, Equatable, Sendable {
  case notATime(String)
  case outOfRange(String)
}

extension UTCTextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATime(let text): "\"\(text)\" is not a time in UTC such as 2024-08-08T23:54:15.5Z"
    case .outOfRange(let text): "\"\(text)\" is outside of 1677-09-22 to 2262-04-11"
    }
  }
}

/// The calendar behind the texts: the proleptic Gregorian one, counted from 1970-01-01.
private enum UTCText {
  static let nanosecondsPerDay: Int64 = 86_400_000_000_000
  private static let daysPerEra: Int64 = 146_097

  /// The number of a day. The year is counted from March, so that a leap day is its last day. 400
  /// years make an era, after which the calendar repeats.
  static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floorDivided(year, by: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * daysPerEra + dayOfEra - 719_468
  }

  /// The date of a day: the inverse of ``day(year:month:day:)``.
  static func date(ofDay number: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivided(number + 719_468, by: daysPerEra)
    let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = (monthFromMarch + 2) % 12 + 1
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  static func number(_ rest: inout ArraySlice<UInt8>, digits: Int) -> Int64? {
    guard rest.count >= digits else { return nil }
    var value: Int64 = 0
    for byte in rest.prefix(digits) {
      guard let digit = digitValue(byte) else { return nil }
      value = value * 10 + digit
    }
    rest = rest.dropFirst(digits)
    return value
  }

  /// Nanoseconds after a point; 0 if there is no point, nil if what follows the point is wrong.
  static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard skip(".", &rest) else { return 0 }
    let digits = rest.prefix { digitValue($0) != nil }.count
    guard (1...9).contains(digits), var value = number(&rest, digits: digits) else { return nil }
    for _ in digits..<9 { value *= 10 }
    return value
  }

  static func skip(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func digitValue(_ byte: UInt8) -> Int64? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
  }
}

/// Divides towards the past, so that the rest is never negative.
private func floorDivided(_ number: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
  let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
}
