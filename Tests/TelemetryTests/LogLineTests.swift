import Engine
import JSONText
import Market
import Screen
import Testing
import Venue

@testable import Telemetry

@Suite("A line of the log file")
struct LogLineTests {
  static let instrument = Instrument(
    symbol: "BTCUSDT", venue: "test", tick: DecimalNumber(mantissa: 1, decimals: 1),
    step: DecimalNumber(mantissa: 1, decimals: 3))
  static let time = Instant(nanoseconds: 1_723_120_496_789_000_001)
  private let figures = Figures(instrument)
  private let order = ClientOrderID(tag: 1, purpose: .takeProfit, subject: 3, generation: 9)

  private func members(_ line: String) throws -> JSONObject {
    try #require(try JSONText.read(line).object)
  }

  private func full(_ tag: LogEntry.Tag = .exitFilled) -> LogEntry {
    LogEntry(
      tag, at: Self.time, side: .sell, price: Price(ticks: 612_505), quantity: Quantity(steps: 20),
      order: order, lot: PositionID(3), reason: Reason(.takesProfit, value: 3, limit: -1),
      refusal: .wouldCross, money: ExactMoney(units: 12_345))
  }

  @Test("METRIC-03 A line has side, price, size, order and lot in fixed places, every digit exact")
  func everything() {
    #expect(
      LogLine.text(of: full(), figures)
        == #"{"time":"2024-08-08T12:34:56.789000001Z","time_ns":1723120496789000001,"#
        + #""tag":"exit_filled","word":"EXIT","level":"info","side":"sell","price":"61250.5","#
        + #""size":"0.020","order":"0x00010200000000090000000000000003","purpose":"take_profit","#
        + #""lot":3,"reason":"TAKES_PROFIT","value":3,"limit":-1,"refusal":"WOULD_CROSS","#
        + #""money":"0.000000012345","text":"\#(LogText.words(full(), figures))"}"#)
  }

  @Test("METRIC-03 A key for which a line has no value is left out")
  func bare() throws {
    let line = try members(LogLine.text(of: LogEntry(.alarmsAcknowledged, at: Self.time), figures))

    #expect(line.keys == ["time", "time_ns", "tag", "word", "level", "text"])
    #expect(line["text"]?.string == "alarms acknowledged")
  }

  @Test("METRIC-03 Word and sentence are the console's for every tag, and each is one line of JSON")
  func sameWords() throws {
    for tag in LogEntry.Tag.allCases {
      for entry in [full(tag), LogEntry(tag, at: Self.time)] {
        let text = LogLine.text(of: entry, figures)
        let line = try members(text)
        #expect(!text.contains("\n"))
        #expect(line["tag"]?.string == tag.word && line["word"]?.string == tag.screenWord)
        #expect(line["level"]?.string == tag.level.rawValue)
        #expect(line["text"]?.string == LogText.words(entry, figures))
      }
    }
    #expect(Set(LogEntry.Tag.allCases.map(\.level)) == Set(LogLevel.allCases))
    #expect(LogEntry.Tag.nakedLot.level == .error && LogEntry.Tag.gated.level == .warning)
  }

  @Test("METRIC-03 What the venue says is quoted, and nothing in it controls a terminal")
  func hostileText() throws {
    let said = [
      VenueText(
        order: order, refusal: .wouldCross, text: "a\u{1B}[2J\u{202E}b\u{2066}\"\\\n\u{7F}")
    ]
    let text = LogLine.text(of: full(.rejected), figures, said: said)

    #expect(
      text.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0.value != 0x7F && ![0x202E, 0x2066].contains($0.value)
      })
    #expect(
      try members(text)["text"]?.string == LogText.words(full(.rejected), figures, said: said))
    #expect(text.contains(#"a\u001b[2J\u202eb\u2066\"\\\n\u007f"#))
  }

  @Test("METRIC-03 What the log says of itself has stable tags of its own")
  func remarks() throws {
    let origin = LogOrigin(
      build: "0.1.0", process: 12, started: Self.time, mode: "DRY RUN", venue: "simulated",
      market: "BTCUSDT", source: "a\u{1B}.tape")
    let remarks: [LogRemark] = [.begun(origin), .lost(1), .dropped(2), .otherFuture]

    #expect(remarks.map(\.tag) == ["log_begun", "log_lost", "log_dropped", "other_future"])
    #expect(Set(remarks.map(\.tag)).isDisjoint(with: LogEntry.Tag.allCases.map(\.word)))
    for remark in remarks {
      let text = LogLine.text(of: remark, at: Self.time)
      let line = try members(text)
      #expect(line.keys == ["time", "time_ns", "tag", "word", "level", "text"])
      #expect(line["word"]?.string == "LOG" && !text.contains("\u{1B}"))
      #expect(line["text"]?.string == remark.text)
    }
    #expect(
      LogRemark.begun(origin).text.hasPrefix(
        "rung 0.1.0 began to log at 2024-08-08T12:34:56Z, process 12: DRY RUN, BTCUSDT from a"))
  }
}
