import Market
import Testing

@testable import SimulatedVenue

@Suite("Times of a tape")
struct TapeTimesTests {
  /// Two updates half a second apart, in a unit: 2024-08-08 23:54:15.
  private static func text(_ first: String, _ second: String) -> String {
    TapeText.header + "\(first),1,L,B,99.5,1\n\(second),2,L,A,100,1\n"
  }

  @Test(
    "DATA-01 Times in ns, \u{b5}s, ms or s are told apart by their size, and it is said",
    arguments: [
      ("1723161255500000000", "1723161256000000000", ""),
      ("1723161255500000", "1723161256000000", "its times are read as microseconds"),
      ("1723161255500", "1723161256000", "its times are read as milliseconds"),
      ("1723161255", "1723161256", "its times are read as seconds"),
    ])
  func units(first: String, second: String, said: String) throws {
    let folder = try TapeFolder()
    let tape = try folder.tape(Self.text(first, second))

    #expect(tape.header.firstTime.utcText().hasPrefix("2024-08-08T23:54:15"))
    #expect(tape.header.lastTime.utcText().hasPrefix("2024-08-08T23:54:16"))
    #expect(tape.notices == (said.isEmpty ? [] : [said]))
    try tape.write(to: folder.path + "/binary.tape")
    let binary = try Tape(path: folder.path + "/binary.tape")
    #expect(binary.header.provenance.notes == said, "the binary tape still says so")
  }

  @Test(
    "DATA-01 A change of unit inside a file is named with its line and refused",
    arguments: [
      ("1723161255500000000", "1723161256000", "nanoseconds to milliseconds"),
      ("1723161255500", "1723161256000000000", "milliseconds to nanoseconds"),
      ("1723161255500", "1723161256000000", "milliseconds to microseconds"),
      ("1723161255", "1723161256000", "seconds to milliseconds"),
      ("1723161255500000", "1723161256", "microseconds to seconds"),
    ])
  func change(first: String, second: String, words: String) throws {
    let fault = try #require(try TapeFolder().fault(of: Self.text(first, second)))
    #expect(fault.description.contains("line 8: the unit of the times changes here from \(words)"))
  }

  @Test(
    "DATA-01 A time after the year 2200 is refused, in text and binary tapes",
    arguments: ["9223372036854775807", "9223372036854775806", "7258118400000000001"])
  func tooLate(time: String) throws {
    let folder = try TapeFolder()
    let fault = try #require(try folder.fault(of: Self.text("1723161255500000000", time)))
    #expect(fault.description.contains("line 8: the time lies after the year 2200"))

    let records: [MarketChange] = [
      .frame(at: Instant(nanoseconds: try #require(Int64(time))), kinds: .depth, count: 1), .clear,
    ]
    #expect(throws: TapeCheck.Fault.self) {
      try records.withUnsafeBufferPointer {
        let one = DecimalNumber(mantissa: 1, decimals: 0)
        _ = try TapeCheck($0, tick: one, step: one)
      }
    }
  }

  @Test("DATA-01 Times before 2009, after 2100 and silences of more than a day are said")
  func unlikely() throws {
    let folder = try TapeFolder()
    let old = try folder.tape(Self.text("1000", "2000")).notices
    #expect(old.count == 1 && old[0].hasPrefix("it begins at 1970-01-01T00:00:00.000001000Z"))

    let leap = try folder.tape(Self.text("1723161255500000000", "5000000000000000000")).notices
    #expect(leap.count == 2)
    #expect(leap[0].hasPrefix("it ends at 2128-06-11"))
    #expect(leap[1].hasPrefix("nothing was recorded for 37926 d"))
  }

  @Test("DATA-01 A made tape that counts nanoseconds from nothing isn't taken for one of today")
  func made() throws {
    // Read as seconds these would be of 2016 and 2018.
    let tape = try TapeFolder().tape(Self.text("1476670934", "1536670934"))
    #expect(tape.header.firstTime.nanoseconds == 1_476_670_934)
    #expect(tape.header.lastTime.nanoseconds == 1_536_670_934)
  }

  @Test("DATA-01 The name of the first column may say the unit")
  func columns() throws {
    let text = Self.text("1723161255500", "1723161256000")
      .replacing("ts_ns,", with: "ts_ms,")
    #expect(try TapeFolder().tape(text).header.firstTime.utcText().hasPrefix("2024-08-08"))
  }
}
