import Market

/// Reads what was typed at the jump prompt: a time of day, a full UTC time, or a distance.
public enum JumpTarget {
  /// Returns the moment meant by `text`.
  ///
  /// - Parameters:
  ///   - text: `13:04:05[.678]` or `13:04` on the day shown, `2024-08-08 13:04:05[.678]`, or `+90`,
  ///     `-5.5`, `+5m`, `-1h` from now. Blanks around it are ignored.
  ///   - now: the moment shown.
  ///   - first: the tape's first moment.
  ///   - last: the tape's last moment; nil if the market never ends.
  /// - Throws: ``JumpError``, which names what was typed and what is allowed. A distance past an
  ///   end of the tape stops at that end; a time outside the tape is refused.
  public static func instant(
    _ text: String, now: Instant, first: Instant?, last: Instant?
  ) throws(JumpError) -> Instant {
    let typed = trimmed(text)
    guard !typed.isEmpty else { throw .empty }
    if typed.hasPrefix("+") || typed.hasPrefix("-") {
      return held(now.advanced(byNanoseconds: try distance(typed)), first: first, last: last)
    }
    let target = try absolute(typed, now: now, first: first, last: last)
    if target < first ?? .distantPast || target > last ?? .distantFuture {
      throw .outsideTape(typed, first: first, last: last)
    }
    return target
  }

  private static func held(_ instant: Instant, first: Instant?, last: Instant?) -> Instant {
    min(max(instant, first ?? .distantPast), last ?? .distantFuture)
  }

  private static func absolute(
    _ typed: String, now: Instant, first: Instant?, last: Instant?
  ) throws(JumpError) -> Instant {
    let parts = typed.split(whereSeparator: { $0 == " " || $0 == "T" })
    switch parts.count {
    case 1:
      let clock = try timeOfDay(parts[0], of: typed)
      return onDayOfTape(clock, now: now, first: first, last: last)
    case 2:
      var clock = parts[1]
      if clock.last == "Z" { clock.removeLast() }
      return moment(day: try dayNumber(parts[0], of: typed), try timeOfDay(clock, of: typed))
    default: throw .unreadable(typed)
    }
  }

  /// The day shown, or the next day of the tape on which that time lies inside the tape.
  private static func onDayOfTape(
    _ clock: Int64, now: Instant, first: Instant?, last: Instant?
  ) -> Instant {
    let today = moment(day: TimeText.dayNumber(now), clock)
    guard let first, let last, today < first || today > last else { return today }
    let days = TimeText.dayNumber(first)...max(TimeText.dayNumber(first), TimeText.dayNumber(last))
    let inside = days.lazy.map { moment(day: $0, clock) }.first { $0 >= first && $0 <= last }
    return inside ?? today
  }

  private static func moment(day: Int64, _ clock: Int64) -> Instant {
    let (start, overflow) = day.multipliedReportingOverflow(by: TimeText.nanosecondsPerDay)
    guard !overflow else { return day < 0 ? .distantPast : .distantFuture }
    return Instant(nanoseconds: start).advanced(byNanoseconds: clock)
  }

  private static func distance(_ typed: String) throws(JumpError) -> Int64 {
    var digits = typed.dropFirst()
    var unit = TimeText.nanosecondsPerSecond
    switch digits.last {
    case "s": digits.removeLast()
    case "m":
      unit *= 60
      digits.removeLast()
    case "h":
      unit *= 3_600
      digits.removeLast()
    default: break
    }
    let nanoseconds = try scaled(digits, by: unit, of: typed)
    return typed.hasPrefix("-") ? -nanoseconds : nanoseconds
  }

  /// Nanoseconds since midnight.
  private static func timeOfDay(_ text: Substring, of typed: String) throws(JumpError) -> Int64 {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { throw .unreadable(typed) }
    let hours = try whole(parts[0], of: typed)
    let minutes = try whole(parts[1], of: typed)
    let seconds =
      parts.count == 3 ? try scaled(parts[2], by: TimeText.nanosecondsPerSecond, of: typed) : 0
    guard hours < 24, minutes < 60, seconds < 60 * TimeText.nanosecondsPerSecond else {
      throw .noSuchTime(typed)
    }
    return (hours * 3_600 + minutes * 60) * TimeText.nanosecondsPerSecond + seconds
  }

  /// The day of a date such as `2024-08-08`.
  private static func dayNumber(_ text: Substring, of typed: String) throws(JumpError) -> Int64 {
    do {
      return TimeText.dayNumber(try Instant(utc: text + "T00:00:00Z"))
    } catch {
      throw .noSuchTime(typed)
    }
  }

  private static func whole(_ text: Substring, of typed: String) throws(JumpError) -> Int64 {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy(isDigit), let value = Int64(text)
    else { throw .unreadable(typed) }
    return value
  }

  /// A plain decimal times `unit`, at most nine digits before the point.
  private static func scaled(
    _ text: Substring, by unit: Int64, of typed: String
  ) throws(JumpError) -> Int64 {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, (1...9).contains(first.utf8.count),
      first.utf8.allSatisfy(isDigit), let seconds = Int64(first)
    else { throw .unreadable(typed) }
    let (scaledWhole, overflow) = seconds.multipliedReportingOverflow(by: unit)
    guard !overflow else { throw .unreadable(typed) }
    guard parts.count == 2 else { return scaledWhole }
    guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(isDigit) else {
      throw .unreadable(typed)
    }
    var fraction: Int64 = 0
    var place = unit
    for digit in parts[1].utf8 {
      place /= 10
      fraction += Int64(digit - UInt8(ascii: "0")) * place
    }
    return scaledWhole + fraction
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

/// Why a jump can't be made; the description says what is allowed.
public enum JumpError: Error, Equatable, Sendable {
  case empty
  case unreadable(String)
  case noSuchTime(String)
  case outsideTape(String, first: Instant?, last: Instant?)
}

extension JumpError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "type a time: \(JumpError.allowed)"
    case .unreadable(let text): "\"\(text)\" is not a time: \(JumpError.allowed)"
    case .noSuchTime(let text): "\"\(text)\" does not exist: \(JumpError.allowed)"
    case .outsideTape(let text, let first, let last):
      "\"\(text)\" is outside the tape: \(first.map(TimeText.dateAndClock) ?? "its start")"
        + " to \(last.map(TimeText.dateAndClock) ?? "any later time")"
    }
  }

  private static let allowed = "HH:MM:SS, YYYY-MM-DD HH:MM:SS, or +90, -90, +5m, -1h"
}
