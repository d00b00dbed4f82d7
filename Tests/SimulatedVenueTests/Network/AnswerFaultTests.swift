import Market
import Testing
import Venue

@testable import SimulatedVenue

/// Answers that don't tell how it is.
@Suite("Faults of answers")
struct AnswerFaultTests {
  private func order(_ number: UInt64, placedAt seconds: Int64) -> VenueOrder {
    VenueOrder(
      id: id(number), side: .buy, limit: Price(ticks: 100), quantity: Quantity(steps: 5),
      remaining: Quantity(steps: 5), isReduceOnly: false, trigger: nil,
      placedAt: Instant(nanoseconds: seconds * 1_000_000_000))
  }

  private func at(_ seconds: Int64) -> Instant { Instant(nanoseconds: seconds * 1_000_000_000) }

  @Test("VENUE-03 stale-list is without the newest order, empty-list without any")
  func lists() {
    let orders = [order(1, placedAt: 3), order(2, placedAt: 9), order(3, placedAt: 5)]
    var stale = NetworkDesk(always: .staleList)
    stale.answer(.openOrders(orders, asOf: at(10)))
    var empty = NetworkDesk(always: .emptyList)
    empty.answer(.openOrders(orders, asOf: at(10)))

    #expect(stale.wait() == [#"0 orders ["1", "3"]"#])
    #expect(empty.wait() == ["0 orders []"])
  }

  @Test("VENUE-03 false-absent: only while the order is young")
  func falseAbsent() {
    var desk = NetworkDesk(always: .falseAbsent)
    desk.answer(.status(id(1), .live(order(1, placedAt: 6)), asOf: at(10)))
    desk.answer(.status(id(2), .live(order(2, placedAt: 5)), asOf: at(10)))
    desk.answer(.status(id(3), .filled(Quantity(steps: 5)), asOf: at(10)))

    #expect(desk.wait() == ["0 1 absent", "0 2 live 5", "0 3 filled 5"])
  }

  @Test("VENUE-03 stale-account: told as of before, and the time with it says so")
  func staleAccount() {
    var desk = NetworkDesk(always: .staleAccount)
    desk.answer(.account(AccountState(asOf: at(1), position: Position(steps: 1))))
    desk.answer(.account(AccountState(asOf: at(2), position: Position(steps: 2))))

    #expect(desk.wait() == ["0 position 1", "0 position 1"])
  }

  @Test("VENUE-03 clock-skew: the venue's clock is off for a while, either way")
  func clockSkew() {
    var clocks: Set<String> = []
    for seed in 0..<20 {
      var desk = NetworkDesk(always: .clockSkew, perHour: 3_600, seed: UInt64(seed))
      #expect(desk.wait(2).isEmpty)
      desk.answer(.market(MarketStatus(phase: .trading, asOf: at(100))))
      clocks.formUnion(desk.wait().map { String($0.suffix(6)) })
    }
    #expect(clocks.contains { $0 < "100000" } || clocks.contains { $0.hasPrefix(" ") })
    #expect(clocks.contains { $0 > "100000" })
  }

  @Test("VENUE-03 An inquiry that is lost, refused or broken says so")
  func failures() {
    let lines: [(FaultKind, String)] = [
      (.drop, "10000 account failed lost"), (.lostAck, "10000 account failed lost"),
      (.serverError, "50 account failed serverError"),
      (.unreadable, "50 account failed unreadable"),
    ]
    for (kind, line) in lines {
      var desk = NetworkDesk(always: kind)
      desk.ask(.account)
      #expect(desk.wait(60) == [line], "\(kind)")
    }
  }
}
