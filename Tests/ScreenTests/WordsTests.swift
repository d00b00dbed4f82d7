import Engine
import Market
import Testing
import Venue

@testable import Screen

@Suite struct WordsTests {
  private let figures = Figures(Sample.instrument)

  @Test("A reason is its code and a sentence with the numbers that decided")
  func reasons() {
    let sentences: [(Reason, String)] = [
      (
        Reason(.exposureAboveCap, value: 620, limit: 500),
        "EXPOSURE_ABOVE_CAP: would hold 0.620; the cap is 0.500"
      ),
      (
        Reason(.belowMinimumNotional, value: 1_000, limit: 50_000),
        "BELOW_MINIMUM_NOTIONAL: worth 0.10; the venue's minimum is 5.00"
      ),
      (
        Reason(.wouldCross, value: 612_506, limit: 612_505),
        "WOULD_CROSS: 61250.6 would cross 61250.5 instead of resting"
      ),
      (
        Reason(.bookStale, value: 2_500_000_000, limit: 2_000_000_000),
        "BOOK_STALE: the book is 2.5 s old; 2.0 s is allowed"
      ),
      (Reason(.lotOpen, value: 12), "LOT_OPEN: lot 12 of this rung is still open"),
      (
        Reason(.flattening, value: 500),
        "FLATTENING: closes the position; slippage up to 5.00 bps"
      ),
      (
        Reason(.venueRefused, value: Int64(Refusal.reduceOnly.rawValue)),
        "VENUE_REFUSED: the venue rejected it: "
          + "reduce-only: it would not have reduced the position"
      ),
    ]

    for (reason, sentence) in sentences {
      #expect(reason.sentence(Sample.instrument) == sentence)
    }
  }

  @Test("Every reason and every log line has words, whatever its numbers")
  func everythingHasWords() {
    for code in Reason.Code.allCases {
      for number in [Int64.min, -1, 0, 1, .max] {
        let text = Reason(code, value: number, limit: number).sentence(Sample.instrument)
        #expect(text.hasPrefix(code.name + ": ") && text.count > code.name.count + 2)
      }
    }
    for tag in LogEntry.Tag.allCases {
      #expect(!LogText.words(LogEntry(tag, at: Sample.time), figures).isEmpty || bare.contains(tag))
      #expect(tag.facts.label.count <= 8)
    }
  }

  /// Lines that are nothing without the order they are about.
  private let bare: [LogEntry.Tag] = [.rejected, .gated, .entryFilled, .exitFilled]

  /// What the venue said to the refusal in the sample's log, with control characters in it.
  private let said = [
    VenueText(order: Sample.id(.ladder, 612_204, 2), refusal: .expired, text: "another"),
    VenueText(
      order: Sample.id(.ladder, 612_204, 2), refusal: .wouldCross, text: "bbo was 1\u{1B}[31m@2."),
    VenueText(order: Sample.id(.ladder, 612_204, 3), refusal: .wouldCross, text: "another"),
  ]

  @Test("ORDER-08 A refusal's line has the venue's own words beside ours, without its controls")
  func venuesWords() {
    var status = Sample.status
    status.venueTexts = said
    let console = Console()
    let size = ScreenSize(columns: 120, rows: 30)
    let lines = console.draw(.log, of: Sample.busy(), status, size: size).lines
    let line = lines.first { $0.contains("REJECT") } ?? ""
    #expect(line.contains("post-only: it would have crossed “bbo was 1"))
    #expect(line.contains("@2.”") && !line.contains("\u{1B}") && !line.contains("another"))
  }

  @Test("ORDER-08 CONSOLE-09 What is explained tells of its last refusal in the venue's own words")
  func venuesWordsExplained() throws {
    let log = Sample.busy().log
    let at = try #require(Price(checking: 612_204))
    func lines(_ subject: Explanation.Subject, _ said: [VenueText]) -> [String] {
      RefusalLines.all(subject, log, said: said, figures).map(\.text)
    }
    #expect(
      lines(.rung(.buy, level: 1, at), said) == [
        "Last reject by the venue",
        "12:32:56.789 WOULD_CROSS: post-only: it would have crossed", "“bbo was 1\u{1B}[31m@2.”",
      ])
    #expect(
      lines(.empty(.buy, at), []).last == "the venue's own message is no longer kept")
    #expect(lines(.rung(.sell, level: 1, at), said).isEmpty)
    #expect(lines(.order(.takeProfit, .buy, at), said).isEmpty)
  }

  @Test("A log line says who, what, where and why")
  func logWords() {
    let lines = Sample.busy().log.map { LogText.words($0, figures) }

    #expect(
      lines == [
        "grid anchored at 61251.0 spacing 30.6",
        "buy 0.003 @ 61251.0 into lot 12",
        "rung sell 0.003 @ 61404.0: EXPOSURE_ABOVE_CAP: would hold 0.062; the cap is 0.050",
        "rung buy 0.003 @ 61220.4: post-only: it would have crossed",
        "sell 0.001 @ 61251.0 out of lot 13 net +0.0306",
      ])
  }

  @Test("RISK-03 A trip's line says when it recovers by itself, or that a person ends it")
  func tripWords() {
    func line(_ cause: BreakerCause, _ left: Int64) -> String {
      LogText.words(
        LogEntry(
          .breakerTripped, at: Sample.time,
          reason: Reason(.breakerTripped, value: Int64(cause.rawValue), limit: left)), figures)
    }
    for cause in [BreakerCause.throttled, .network] {
      let words = line(cause, 65_000_000_000)
      #expect(words.contains("(\(cause.name)); it recovers by itself, in"))
      #expect(words.contains(TimeText.span(65_000_000_000)))
      #expect(!words.contains("operator"))
    }
    #expect(line(.ban, 0).contains("(BAN); the operator must clear it"))
  }

  @Test("A size that doesn't fit is shortened, and what isn't zero never reads as zero")
  func sizes() {
    let texts = [(1, 5), (1, 3), (12_345_678, 9), (12_345_678, 6), (12_345_678, 4), (0, 5)].map {
      figures.size(Quantity(steps: $0.0), fitting: $0.1)
    }

    #expect(texts == ["0.001", "+", "12345.678", "12346", "12K", "0.000"])
    for steps in [1, 9, 994, 995, 12_345, 999_999_999] as [Int64] {
      for width in 0...12 {
        let text = figures.size(Quantity(steps: steps), fitting: width)
        #expect(text.contains { ("1"..."9").contains($0) || $0 == "+" })
      }
    }
  }

  @Test("Money is rounded half away from zero and carries its sign")
  func money() {
    let texts = [0, 4, 50, -50, 149, -12_345, .max].map { figures.money(Money(units: $0)) }

    #expect(
      texts == ["0.00", "+0.00", "+0.01", "-0.01", "+0.01", "-1.23", "+922337203685477.58"])
  }

  @Test("Times are read off the count of nanoseconds, leap days and all")
  func times() {
    #expect(
      TimeText.date(Sample.time) + " " + TimeText.clock(Sample.time) == "2024-08-08 12:34:56.789")
    #expect(TimeText.date(Instant(nanoseconds: 951_782_400_000_000_000)) == "2000-02-29")
    #expect(TimeText.dateAndClock(Instant(nanoseconds: -1)) == "1969-12-31 23:59:59")
    #expect(
      [0, 99, 999, 9_999, 250_000, 840_000, 11_520_000, 200_000_000].map {
        TimeText.span($0 * 1_000_000)
      } == ["0.0 s", "0.0 s", "0.9 s", "9.9 s", "250 s", "14 min", "3.2 h", "2 d"])
    _ = TimeText.dateAndClock(.distantPast) + TimeText.dateAndClock(.distantFuture)
  }
}
