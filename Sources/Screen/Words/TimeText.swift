import Market

/// Turns moments and spans into texts in UTC, without calling the system.
public enum TimeText {
  static let nanosecondsPerSecond: Int64 = 1_000_000_000
  static let nanosecondsPerDay: Int64 = 86_400 * nanosecondsPerSecond

  /// The time of day to the millisecond, such as `13:04:05.678`.
  public static func clock(_ instant: Instant) -> String {
    String(instant.utcText(fractionDigits: 3).dropFirst(11).dropLast())
  }

  /// The time of day to the second.
  public static func clockSeconds(_ instant: Instant) -> String {
    String(instant.utcText(fractionDigits: 0).dropFirst(11).dropLast())
  }

  /// The calendar day, such as `2024-08-08`.
  public static func date(_ instant: Instant) -> String {
    String(instant.utcText(fractionDigits: 0).prefix(10))
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
}
