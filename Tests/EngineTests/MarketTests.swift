import Market
import Testing
import Venue

@testable import Engine

@Suite("Market")
struct MarketTests {
  @Test("GRID-09 Nothing is quoted on an unknown, one-sided or crossed book; a locked one is fine")
  func conditions() throws {
    for (bid, ask, block) in [
      (0, 0, .bookUnknown), (999, 0, .bookUnknown), (0, 1_001, .bookUnknown),
      (1_002, 1_001, .bookCrossed), (1_000, 1_000, nil), (999, 1_001, nil),
    ] as [(Int64, Int64, Reason.Code?)] {
      var desk = try Desk()
      #expect(desk.book(bid, ask).isEmpty == (block != nil), "\(bid) \(ask)")
      #expect(desk.snapshot.grid.block?.code == block)
    }
  }

  @Test("GRID-09 A stale book stops opens, and resting ones are pulled when it stays so")
  func stale() throws {
    var desk = try Desk.standing()
    let last = desk.time
    #expect(desk.deadline().isEmpty)
    #expect(desk.time == last + 2_000_000_000)
    #expect(desk.snapshot.grid.block?.code == .bookStale)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.pass(milliseconds: 2_999).isEmpty)
    #expect(desk.pass(milliseconds: 1) == ["-1", "-2", "-3", "-4"])
    #expect(desk.time == last + 5_000_000_000)
    #expect(desk.engine.timers[.book] == .never)
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(
      desk.book(999, 1_001) == ["+5 buy 5@990", "+6 buy 5@980", "+7 sell 5@1010", "+8 sell 5@1020"])
  }

  @Test("GRID-09 Exits go on while nothing is quoted")
  func exitsGoOn() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.book(1_002, 1_001)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
  }

  @Test("A wake-up that was carried out is not asked for again")
  func deadlinesProgress() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.reject(5, .tooManyOrders)
    desk.command(.pause(.buy))
    desk.say(.cancelRefused(desk.id(2), .unknownOrder))
    for _ in 0..<100 {
      let before = desk.engine.nextDeadline
      desk.deadline()
      #expect(desk.engine.nextDeadline > before)
    }
  }

  @Test("Trades and gaps are learnt and change no plan")
  func trades() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    let price = Price(ticks: 1_001)
    #expect(
      desk.update([MarketChange(.buyTrade, price, Quantity(steps: 3))], kinds: .trades).isEmpty)
    #expect(desk.update([.gap(nanoseconds: 40)], kinds: .gap).isEmpty)
    #expect(desk.snapshot.market.lastTrade?.price == price)
    #expect(desk.snapshot.market.lastGap?.nanoseconds == 40)
  }

  @Test("Commands count as decisions when they send something")
  func decisions() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    let before = desk.snapshot.counters.decisions
    desk.command(.placeManual(.buy, Price(ticks: 900)))
    desk.command(.freeze)
    desk.command(.acknowledgeAlarms)
    #expect(desk.snapshot.counters.decisions == before + 2)
  }

  @Test("The same inputs make the same state, and a copy goes on as the original")
  func deterministic() throws {
    var first = try Desk()
    var second = try Desk()
    for desk in 0..<2 {
      var one = desk == 0 ? first : second
      one.book(999, 1_001)
      one.fill(1, 3)
      one.command(.pause(.sell))
      if desk == 0 { first = one } else { second = one }
    }
    #expect(first.hash == second.hash)
    var copy = first
    copy.book(979, 981)
    #expect(copy.hash != first.hash)
    first.book(979, 981)
    #expect(copy.hash == first.hash)
  }

  @Test("CONSOLE-17 Rows sum what stands in their band: bids down, asks up, ours apart by state")
  func rows() throws {
    var desk = try Desk()
    desk.book(999, 1_001, size: 7)
    desk.accept(1)
    desk.command(.pause(.sell))
    let frame = LadderFrame(topTicks: 1_020, rows: 5, ticksPerRow: 10)
    let rows = desk.engine.snapshot(frame).ladder
    #expect(rows.map(\.ticks) == [1_020, 1_010, 1_000, 990, 980])
    #expect(rows.map(\.bid.steps) == [0, 0, 0, 7, 0])
    #expect(rows.map(\.ask.steps) == [0, 7, 0, 0, 0])
    #expect(rows.map(\.buys.first?.state) == [nil, nil, nil, .working, .inFlight])
    #expect(rows.map(\.sells.first?.state) == [.cancelling, .cancelling, nil, nil, nil])
  }
}
