import Market
import Testing
import Venue

@testable import Engine

@Suite("Ledger")
struct LedgerTests {
  @Test("LEDGER-01 A fill is applied once, however often it comes")
  func once() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    let fill = desk.makeFill(1, 2)
    #expect(desk.say(.filled(fill), .filled(fill)) == ["+5 sell 2@1000 reduce"])
    #expect(desk.say(.filled(fill)).isEmpty)
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.counters.duplicateFills == 2)
    #expect(desk.snapshot.counters.fills == 1)
    #expect(desk.records.count == 1)
  }

  @Test("LEDGER-03 Fills are the only source of quantity: a cancelled total books nothing")
  func onlyFills() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.say(.cancelled(desk.id(1), .requested, filled: Quantity(steps: 5)))
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("LEDGER-04 Position is the sum of the fills, and what is under way is counted beside it")
  func shadow() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(3, 2)
    let exposure = desk.snapshot.exposure
    #expect(desk.engine.position.steps == 3)
    #expect(exposure.liveBuys.steps == 5 + 2)
    #expect(exposure.liveSells.steps == 3 + 5 + 5)
    #expect(exposure.worstLong.steps == 10)
    #expect(exposure.worstShort.steps == -10)
  }

  @Test("LEDGER-05 Profit is exact: realised and unrealised make cash + position × mark − fees")
  func profit() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.say(.filled(desk.makeFill(1, 5, fee: 3)), .filled(desk.makeFill(2, 3, fee: -1)))
    desk.say(.filled(desk.makeFill(5, 2, fee: 2)))
    desk.book(1_005, 1_008)

    let cash: Int64 = -5 * 990 - 3 * 980 + 2 * 1_000
    let account = desk.snapshot.account
    let unrealised = try #require(account.unrealised)
    #expect(account.fees.units == 4)
    #expect((account.realised + unrealised).units == cash + 6 * 1_006 - 4)
    #expect(account.realised.units == 2 * 10 - 4)
    #expect(desk.snapshot.lots.map { $0.unrealised?.units } == [3 * 16, 3 * 26])
  }

  @Test("LEDGER-05 Closing a lot in parts takes out its cost to the last unit", arguments: 1...12)
  func costSplit(part: Int64) {
    var book = LotBook()
    let lot = book.add(.buy, slot: Price(ticks: 7), exitPrice: Price(ticks: 9), at: .distantPast)
    book.enlarge(lot, Quantity(steps: 5), at: Price(ticks: 7), fee: .zero)
    book.enlarge(lot, Quantity(steps: 8), at: Price(ticks: 10), fee: .zero)
    let cost = book[lot].cost.units
    var made: Int64 = 0
    var left: Int64 = 13
    while left > 0 {
      let steps = min(part, left)
      made += book.shrink(lot, Quantity(steps: steps), at: Price(ticks: 11), fee: .zero).units
      left -= steps
      #expect(book.cost.buy == book[lot].cost)
      #expect(book.open.buy == left)
    }
    #expect(made == 13 * 11 - cost)
    #expect(book[lot].cost == .zero)
    #expect(book[lot].realised.units == made)
  }

  @Test("LEDGER-05 Drawdown is the deepest fall from the peak of net profit")
  func drawdown() throws {
    var desk = try Desk { $0.exits.takeProfit = .away(.ticks(400)) }
    desk.book(999, 1_001)
    desk.command(.pause(.buy))
    desk.fill(1, 5)
    for mid in [1_030, 1_010, 1_050, 1_000, 1_040] as [Int64] { desk.book(mid - 1, mid + 1) }
    #expect(desk.snapshot.account.peak.units == 5 * 60)
    #expect(desk.snapshot.account.maximumDrawdown.units == 5 * 50)
  }

  @Test("EXIT-07 A fill of somebody else's order is booked, freezes opens and alarms")
  func unmatched() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    let foreign = desk.makeFill(99, 3, at: 1_000)
    #expect(
      desk.say(.filled(foreign)).filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.foreignFill])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
  }

  @Test("EXIT-07 A fill that is not ours shrinks lots, oldest first, and their exits follow")
  func foreignShrinks() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let foreign = VenueReport.filled(
      Fill(
        id: FillID(900), order: ClientOrderID(tag: 9, purpose: .manual, subject: 0, generation: 1),
        side: .sell, price: Price(ticks: 1_000), quantity: Quantity(steps: 7),
        fee: Money(units: 9), liquidity: .taker, time: desk.now))
    #expect(desk.say(foreign) == ["-5", "-6", "-3", "-4"])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(
      desk.snapshot.lots.map(\.fees.units) == [0], "the fee is booked with the first lot, once")
    #expect(desk.snapshot.account.fees.units == 9)
    #expect(desk.cancelled(5).isEmpty, "6 may still close a part of it")
    #expect(desk.cancelled(6) == ["+7 sell 3@990 reduce"])
  }

  @Test("A late fill of an exit that was taken from its lot closes lots, and is no foreign one")
  func detachedFill() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let foreign = VenueReport.filled(
      Fill(
        id: FillID(900), order: ClientOrderID(tag: 9, purpose: .manual, subject: 0, generation: 1),
        side: .sell, price: Price(ticks: 1_000), quantity: Quantity(steps: 7), fee: .zero,
        liquidity: .taker, time: desk.now))
    desk.say(foreign)
    desk.fill(6, 2)
    #expect(desk.engine.position.steps == 1)
    #expect(desk.snapshot.lots.map(\.open.steps) == [1])
    #expect(desk.snapshot.counters.foreignFills == 1)
  }
}
