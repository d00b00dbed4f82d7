import Testing

@testable import Market

@Suite("UTC text")
struct UTCTextTests {
  @Test(
    "A moment is written and read back to the nanosecond",
    arguments: [
      (0, "1970-01-01T00:00:00.000000000Z"),
      (1_723_161_255_088_169_167, "2024-08-08T23:54:15.088169167Z"),
      (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
      (4_107_542_399_999_999_999, "2100-02-28T23:59:59.999999999Z"),
      (-1, "1969-12-31T23:59:59.999999999Z"),
      (Int64.max, "2262-04-11T23:47:16.854775807Z"),
      (Int64.min, "1677-09-21T00:12:43.145224192Z"),
    ])
  func bothWays(nanoseconds: Int64, text: String) throws {
    #expect(Instant(nanoseconds: nanoseconds).utcText() == text)
    #expect(try Instant(utc: text).nanoseconds == nanoseconds)
  }

  @Test("Every day from 1678 to 2262 follows the one before in the calendar")
  func everyDay() throws {
    var (year, month, day) = (1678, 1, 1)
    var moment = try Instant(utc: "1678-01-01T00:00:00Z")
    let end = try Instant(utc: "2262-04-11T00:00:00Z")
    while moment < end {
      let text = moment.utcText(fractionDigits: 0)
      let found = text.split(whereSeparator: { "-T:Z".contains($0) }).compactMap { Int($0) }
      guard found == [year, month, day, 0, 0, 0] else {
        Issue.record("\(text) stands where \(year)-\(month)-\(day) should")
        return
      }
      moment = moment.advanced(byNanoseconds: 86_400_000_000_000)
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test("Fewer digits are cut towards the past, and any count of them is read")
  func fractions() throws {
    let moment = Instant(nanoseconds: 1_999_999_999)

    #expect(moment.utcText(fractionDigits: 0) == "1970-01-01T00:00:01Z")
    #expect(moment.utcText(fractionDigits: 3) == "1970-01-01T00:00:01.999Z")
    #expect(Instant(nanoseconds: -1).utcText(fractionDigits: 0) == "1969-12-31T23:59:59Z")
    #expect(try Instant(utc: "1970-01-01T00:00:01.5Z").nanoseconds == 1_500_000_000)
  }

  @Test(
    "What is no time is refused with its text",
    arguments: [
      "", "now", "2024-08-08", "2024-08-08T23:54:15", "2024-08-08 23:54:15Z",
      "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-00T00:00:00Z",
      "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z",
      "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00ZZ",
      "2024-1-01T00:00:00Z", "+024-01-01T00:00:00Z",
    ])
  func refused(text: String) {
    #expect(throws: UTCTextError.notATime(text)) { try Instant(utc: text) }
  }

  @Test(
    "A time that 64 bits cannot hold is refused",
    arguments: [
      "1677-09-21T00:12:43.145224191Z", "2262-04-11T23:47:16.854775808Z", "9999-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z",
    ])
  func outOfRange(text: String) {
    #expect(throws: UTCTextError.outOfRange(text)) { try Instant(utc: text) }
  }
}
