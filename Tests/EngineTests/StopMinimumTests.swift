import Market
import Testing
import Venue

@testable import Engine

/// Rungs and settings whose stops would be worth less than the venue takes.
@Suite("Stops under the minimum")
struct StopMinimumTests {
  @Test("EXIT-13 GRID-08 A rung whose stop would be worth too little stays empty and says so")
  func emptyRung() throws {
    var desk = try Desk(minimumNotional: 4_900) {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
    }
    desk.book(999, 1_001)
    #expect(
      desk.rungs.filter { $0.hasPrefix("buy") } == [
        "buy 990 STOP_BELOW_MINIMUM", "buy 980 STOP_BELOW_MINIMUM",
      ])
    #expect(desk.rungs.filter { $0.hasPrefix("sell") }.allSatisfy { !$0.contains("STOP") })
    let rung = try #require(desk.snapshot.grid.rungs.first { $0.price.ticks == 990 })
    #expect(rung.reason.value == 4_850)
    #expect(rung.reason.limit == 4_900)
  }

  /// A desk whose rungs lie at 900 and 1100, whose stops lie 2.5 average true ranges away, of two bars.
  private func rangeDesk() throws -> Desk {
    try Desk(minimumNotional: 4_300) {
      $0.grid.levels = 1
      $0.grid.spacing = .ticks(100)
      $0.exits.stop.place = .averageRange(hundredths: 250)
      $0.grid.volatility.atrBars = 2
      $0.market.staleAfterNanoseconds = 0
    }
  }

  /// Three minutes and a half of a market that swings by so many ticks. Returns what the engine asked for.
  private func swing(_ ticks: Int64, _ desk: inout Desk) -> [String] {
    var requests: [String] = []
    for second in 0..<210 as Range<Int64> {
      let offset = second.isMultiple(of: 2) ? 0 : ticks
      desk.wait(milliseconds: 1_000)
      requests += desk.book(999 - ticks / 2 + offset, 1_001 - ticks / 2 + offset)
    }
    return requests
  }

  @Test("EXIT-13 A rung is placed once the range is such that its stop is worth the minimum")
  func rangeNarrows() throws {
    var desk = try rangeDesk()
    desk.book(999, 1_001)
    #expect(desk.rungs.contains("buy 900 inFlight"), "the range is not known yet")
    desk.accept(1, 2)
    #expect(swing(20, &desk).contains("-1"))
    desk.cancelled(1)
    #expect(desk.rungs.contains("buy 900 STOP_BELOW_MINIMUM"), "4,250 at 850")
    #expect(swing(2, &desk).contains("+3 buy 5@900"), "4,475 at 895")
  }

  @Test("EXIT-13 Settings whose stops must be worth too little are refused, with the numbers")
  func refusedSettings() {
    let error = #expect(throws: ParameterError.self) {
      try Desk(minimumNotional: 5_000) {
        $0.grid.size = .notional(amount(5_100))
        $0.grid.spacing = .basisPoints(BasisPoints(hundredths: 2_000))
        $0.exits.stop.place = .away(BasisPoints(hundredths: 30_000))
      }
    }
    #expect(error?.subject == .setting(\.grid.size.notional))
    #expect(error?.message.contains("4927") ?? false, "5,100 less 0.4 % less 3 %: \(error!)")
  }

  @Test("EXIT-13 Settings whose stops are worth the minimum at the lowest buy are taken")
  func takenSettings() throws {
    _ = try Desk(minimumNotional: 4_900) {
      $0.grid.size = .notional(amount(5_100))
      $0.grid.spacing = .basisPoints(BasisPoints(hundredths: 2_000))
      $0.exits.stop.place = .away(BasisPoints(hundredths: 30_000))
    }
  }

  @Test("EXIT-13 A size in the base asset is held against the price, once that is known")
  func sizeInBase() throws {
    let desk = try Desk(minimumNotional: 4_900) {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
    }
    let fault = try #require(desk.engine.stopFault(at: Price(ticks: 1_000)))
    #expect(fault.message.contains("buy 2 of 2"))
    #expect(fault.message.contains("4800"))
    #expect(desk.engine.stopFault(at: Price(ticks: 1_100)) == nil)
  }
}
