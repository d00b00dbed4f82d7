import Market

/// Turns moments and spans into texts, in UTC, without asking the system for anything.
public enum TimeText {
  static let nanosecondsPerSecond: Int64 = 1_000_000_000
  static let nanosecondsPerDay: Int64 = 86_400 * nanosecondsPerSecond

  /// The time of day to the millisecond, such as `13:04:05.678`.
  public static func clock(_ instant: Instant) -> String {
    let milliseconds = sinceMidnight(instant) / 1_000_000
    return clockSeconds(instant) + "." + padded(milliseconds % 1_000, to: 3)
  }

  /// The time of day to the second.
  public static func clockSeconds(_ instant: Instant) -> String {
    let seconds = sinceMidnight(instant) / nanosecondsPerSecond
    return padded(seconds / 3_600, to: 2) + ":" + padded(seconds / 60 % 60, to: 2) + ":"
      + padded(seconds % 60, to: 2)
  }

  /// The calendar day, such as `2024-08-08`.
  public static func date(_ instant: Instant) -> String {
    let day = civil(fromDay: dayNumber(instant))
    return padded(day.year, to: 4) + "-" + padded(day.month, to: 2) + "-" + padded(day.day, to: 2)
  }

  /// Day and time to the second.
  public static func dateAndClock(_ instant: Instant) -> String {
    date(instant) + " " + clockSeconds(instant)
  }

  /// A span in one unit that reads well: `0.4 s`, `52 s`, `250 s`, `14 min`, `3.2 h`.
  public static func span(_ nanoseconds: Int64) -> String {
    let tenths = max(0, nanoseconds) / 100_000_000
    switch tenths {
    case ..<100: return "\(tenths / 10).\(tenths % 10) s"
    case ..<6_000: return "\(tenths / 10) s"
    case ..<72_000: return "\(tenths / 600) min"
    case ..<1_728_000: return "\(tenths / 36_000).\(tenths / 3_600 % 10) h"
    default: return "\(tenths / 864_000) d"
    }
  }

  /// Days since 1970-01-01, rounded down.
  static func dayNumber(_ instant: Instant) -> Int64 {
    let (quotient, remainder) = instant.nanoseconds.quotientAndRemainder(
      dividingBy: nanosecondsPerDay)
    return remainder < 0 ? quotient - 1 : quotient
  }

  static func sinceMidnight(_ instant: Instant) -> Int64 {
    let remainder = instant.nanoseconds % nanosecondsPerDay
    return remainder < 0 ? remainder + nanosecondsPerDay : remainder
  }

  /// The day number of a civil date of the Gregorian calendar, counted in 400-year eras that begin
  /// in March so that the leap day comes last.
  static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func civil(fromDay number: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ value: Int64, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
