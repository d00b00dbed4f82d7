import Market
import Testing

@testable import Screen

@Suite struct JumpTargetTests {
  private let first = Instant(nanoseconds: 1_723_075_200_000_000_000)  // 2024-08-08 00:00:00
  private let last = Instant(nanoseconds: 1_723_161_599_000_000_000)  // 2024-08-08 23:59:59

  private func text(_ typed: String) throws -> String {
    let instant = try JumpTarget.instant(typed, now: Sample.time, first: first, last: last)
    return TimeText.date(instant) + " " + TimeText.clock(instant)
  }

  @Test(
    "A time of day, a full time and a distance are understood",
    arguments: [
      ("13:04:05", "2024-08-08 13:04:05.000"), (" 13:04 ", "2024-08-08 13:04:00.000"),
      ("13:04:05.678", "2024-08-08 13:04:05.678"),
      ("2024-08-08 01:02:03", "2024-08-08 01:02:03.000"),
      ("2024-08-08T01:02:03.5Z", "2024-08-08 01:02:03.500"),
      ("+90", "2024-08-08 12:36:26.789"), ("-0.5", "2024-08-08 12:34:56.289"),
      ("+5m", "2024-08-08 12:39:56.789"), ("-1h", "2024-08-08 11:34:56.789"),
      ("+99h", "2024-08-08 23:59:59.000"), ("-99h", "2024-08-08 00:00:00.000"),
    ])
  func understood(typed: String, meant: String) throws {
    #expect(try text(typed) == meant)
  }

  @Test("A time of day is taken on the tape's own day where today is not on the tape")
  func dayOfTheTape() throws {
    let later = Instant(nanoseconds: 1_723_161_600_000_000_000 + 3_600_000_000_000)
    let instant = try JumpTarget.instant("13:00", now: later, first: first, last: last)

    #expect(TimeText.dateAndClock(instant) == "2024-08-08 13:00:00")
  }

  @Test(
    "What can't be meant is named, with what is allowed",
    arguments: [
      "", " ", "x", "13", "13:", "1:2:3:4", "24:00:00", "12:60", "12:00:60", "12:00:0.", "+", "+-5",
      "+5d", "+1e9", "2024-02-30 00:00:00", "2023-02-29 00:00", "0001-01-01 00:00",
      "2024-08-09 00:00",
      "13:04:05 06", "+9999999999", "-999999999h", "１３:00", "2024-08-08",
    ])
  func refused(typed: String) {
    let error = #expect(throws: JumpError.self) { try text(typed) }

    #expect(
      error.map { "\($0)".contains("HH:MM:SS") || "\($0)".contains("outside the tape") } == true)
  }
}
