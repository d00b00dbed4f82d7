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

  /// A fill of a venue without keys: what it is, apart from its key.
  private struct Told {
    var order: ClientOrderID
    var steps: Int64
    var time: Instant
    var side = Side.buy

    func fill(_ numbering: inout FillNumbering) -> Fill {
      let (price, quantity) = (Price(ticks: 990), Quantity(steps: steps))
      return Fill(
        id: numbering.next(
          order: order, side: side, price: price, quantity: quantity, time: time),
        order: order, side: side, price: price, quantity: quantity, fee: .zero, liquidity: .maker,
        time: time)
    }
  }

  @Test("LEDGER-01 Without keys of the venue two fills that look alike are two, from every source")
  func composite() throws {
    var desk = try Desk.standing()
    let alike = Told(order: desk.id(1), steps: 2, time: desk.now)
    let other = Told(order: desk.id(1), steps: 1, time: desk.now)

    var stream = FillNumbering()
    desk.say(.filled(alike.fill(&stream)))
    #expect(desk.engine.position.steps == 2)
    var page = FillNumbering()
    let listed = [alike.fill(&page), alike.fill(&page), other.fill(&page)]
    desk.fills(listed[0], listed[1], listed[2])
    #expect(desk.engine.position.steps == 5, "the page brings what the stream had not told yet")
    desk.say(.filled(alike.fill(&stream)), .filled(other.fill(&stream)))
    #expect(desk.engine.position.steps == 5)
    var again = FillNumbering()
    desk.fills(other.fill(&again), alike.fill(&again), alike.fill(&again))
    #expect(desk.engine.position.steps == 5, "in another order, too")
    #expect(desk.snapshot.counters.fills == 3)
    #expect(desk.snapshot.ledger.sources.contradictions == 0)
  }

  @Test("LEDGER-01 A key made of a fill tells apart whatever differs, and is none of a venue's own")
  func keys() {
    let order = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 1)
    let next = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 2)
    let moment = Instant(nanoseconds: 1_000)
    let fills = [
      Told(order: order, steps: 2, time: moment), Told(order: next, steps: 2, time: moment),
      Told(order: order, steps: 3, time: moment),
      Told(order: order, steps: 2, time: Instant(nanoseconds: 1_001)),
      Told(order: order, steps: 2, time: moment, side: .sell),
    ]
    var numbering = FillNumbering()
    let twice = (fills + fills).map { $0.fill(&numbering).id }
    #expect(Set(twice).count == 10)
    #expect(twice.allSatisfy { $0.value >> 63 == 1 })
    var fresh = FillNumbering()
    #expect(fills.map { $0.fill(&fresh).id } == Array(twice.prefix(5)))
  }

  @Test("LEDGER-05 Funding is split over the lots to the unit, and belongs to what is closed")
  func funding() throws {
    var desk = try Desk.standing()
    desk.say(.filled(desk.makeFill(1, 5, fee: 7)), .filled(desk.makeFill(2, 2, fee: 1)))
    desk.fill(3, 3)
    desk.wait(milliseconds: 1)
    // Long seven and short three: a net of four pays ten.
    desk.say(.funded(Funding(time: desk.now, amount: whole(-10))))
    let shares = desk.snapshot.lots.map(\.funding)
    #expect(shares.reduce(.zero, +) == whole(-10))
    #expect(shares == [tenths(-125), whole(-5), tenths(75)], "5, 2 and −3 of 4")
    #expect(desk.snapshot.account.funding == whole(-10))

    let exit = try #require(desk.snapshot.legs.first { $0.price.ticks == 1_000 })
    desk.say(.filled(desk.makeFill(exit.id.generation, 2, at: 1_000, fee: 3)))
    let part = try #require(desk.snapshot.recentCloses.last)
    #expect(part.funding == whole(-5), "two fifths of 12.5")
    #expect(part.net == tenths(200 - 28 - 30 - 50), "two fifths of the entry's fee of 7 are 2.8")
    desk.say(.filled(desk.makeFill(exit.id.generation, 3, at: 1_000)))
    #expect(desk.snapshot.recentCloses.map(\.funding).reduce(.zero, +) == tenths(-125))
  }

  @Test("LEDGER-05 A slot's profit has its lots' fees and funding in it; the slots add up to all")
  func slots() throws {
    var desk = try Desk.standing()
    desk.say(.filled(desk.makeFill(1, 5, fee: 7)), .filled(desk.makeFill(2, 5, fee: 2)))
    desk.wait(milliseconds: 1)
    desk.say(.funded(Funding(time: desk.now, amount: whole(9))))
    let exit = try #require(desk.snapshot.legs.first { $0.price.ticks == 1_000 })
    desk.say(.filled(desk.makeFill(exit.id.generation, 5, at: 1_000, fee: 4)))
    desk.book(998, 1_000)

    let rungs = desk.snapshot.grid.rungs
    let first = try #require(rungs.first { $0.side == .buy && $0.price.ticks == 990 }).profit
    #expect((first.realised, first.fees, first.funding) == (whole(50), whole(11), tenths(45)))
    #expect(first.net == tenths(435))
    #expect(first.unrealised == .zero)
    let second = try #require(rungs.first { $0.side == .buy && $0.price.ticks == 980 }).profit
    #expect((second.realised, second.fees, second.funding) == (whole(0), whole(2), tenths(45)))
    #expect(second.unrealised == whole(95))
    let account = desk.snapshot.account
    #expect(rungs.reduce(ExactMoney.zero) { $0 + $1.profit.net } == account.realised)
    #expect(first.unrealised.map { $0 + (second.unrealised ?? .zero) } == account.unrealised)
  }

  @Test("LEDGER-05 With no net position funding stays with the session", arguments: [0, 5])
  func noNet(steps: Int64) throws {
    var desk = try Desk.standing()
    if steps > 0 {
      desk.fill(1, steps)
      desk.fill(3, steps)
    }
    desk.wait(milliseconds: 1)
    desk.say(.funded(Funding(time: desk.now, amount: whole(5))))
    #expect(desk.snapshot.lots.allSatisfy { $0.funding == .zero })
    #expect(desk.snapshot.account.realised == whole(5))
  }

  @Test(
    "LEDGER-05 RISK-02 Funding told before the books begin makes no peak; it counts if paid since",
    arguments: [(-1, 0), (1, 7)] as [(Int64, Int64)])
  func earlyFunding(milliseconds: Int64, counted: Int64) throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let holding = desk.account(5, entry: 1_000)
    let paidAt = desk.now.advanced(byNanoseconds: milliseconds * 1_000_000)
    desk.say(.funded(Funding(time: paidAt, amount: whole(7))))
    #expect(desk.snapshot.account.peak == .zero, "nobody knows yet what is held")
    desk.wait(milliseconds: 5)
    desk.answer(holding, .openOrders([], asOf: desk.now))
    desk.fills()
    #expect(desk.snapshot.account.position.steps == 5)
    #expect(desk.snapshot.account.funding == whole(counted))
    #expect(desk.snapshot.account.peak == whole(counted))
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
    #expect(account.fees == whole(4))
    #expect(account.realised + unrealised == whole(cash + 6 * 1_006 - 4))
    #expect(account.realised == whole(2 * 10 - 4))
    #expect(desk.snapshot.lots.map { $0.unrealised } == [3 * 16, 3 * 26].map(whole))
  }

  @Test("LEDGER-05 Closing a lot in parts takes out its cost to the last unit", arguments: 1...12)
  func costSplit(part: Int64) {
    var book = LotBook()
    let lot = book.add(.buy, slot: Price(ticks: 7), exitPrice: Price(ticks: 9), at: .distantPast)
    book.enlarge(lot, Quantity(steps: 5), at: Price(ticks: 7), fee: .zero)
    book.enlarge(lot, Quantity(steps: 8), at: Price(ticks: 10), fee: .zero)
    let cost = book[lot].account.cost
    var made = ExactMoney.zero
    var left: Int64 = 13
    while left > 0 {
      let steps = min(part, left)
      made += book.shrink(lot, Quantity(steps: steps), at: Price(ticks: 11), fee: .zero)
      left -= steps
      #expect(book.cost.buy == book[lot].account.cost)
      #expect(book.open.buy == left)
    }
    #expect(made == whole(13 * 11) - cost)
    #expect(book[lot].account.cost == .zero)
    #expect(book[lot].account.realised == made)
  }

  @Test("LEDGER-05 Drawdown is the deepest fall from the peak of net profit")
  func drawdown() throws {
    var desk = try Desk { $0.exits.takeProfit = .away(.ticks(400)) }
    desk.book(999, 1_001)
    desk.command(.pause(.buy))
    desk.fill(1, 5)
    for mid in [1_030, 1_010, 1_050, 1_000, 1_040] as [Int64] { desk.book(mid - 1, mid + 1) }
    #expect(desk.snapshot.account.peak == whole(5 * 60))
    #expect(desk.snapshot.account.maximumDrawdown == whole(5 * 50))
  }

  @Test("EXIT-07 A fill of somebody else's order is booked, freezes opens and alarms")
  func unmatched() throws {
    var desk = try Desk.standing()
    let foreign = desk.makeFill(99, 3, at: 1_000)
    #expect(
      desk.say(.filled(foreign)).filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.foreignFill])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    desk.cancelled(1)
    #expect(desk.rungs[0] == "buy 990 FOREIGN_FILL", "it says why it is frozen")
  }

  @Test("EXIT-07 A fill that is not ours shrinks lots, oldest first, and their exits follow")
  func foreignShrinks() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let foreign = Desk.fill(900, of: .foreign(1), .sell, 7, at: desk.now, fee: 7)
    #expect(desk.say(.filled(foreign)) == ["-5", "-6", "-3", "-4"])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.recentCloses.map(\.exitFee) == [whole(5), whole(2)], "by size")
    #expect(desk.snapshot.lots.map(\.fees) == [whole(2)])
    #expect(desk.snapshot.account.fees == whole(7))
    #expect(desk.cancelled(5).isEmpty, "6 may still close a part of it")
    #expect(desk.cancelled(6) == ["+7 sell 3@990 reduce"])
  }

  @Test("LEDGER-07 A fill of an exit of ours that nobody knew closes lots, alarms and is shown")
  func unknownExitFills() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    let id = ClientOrderID(tag: 1, purpose: .takeProfit, subject: 1, generation: 4)
    let fill = Desk.fill(900, of: id, .sell, 5, at: desk.now)
    #expect(desk.say(.filled(fill)).contains("-5"))
    #expect(desk.snapshot.lots.isEmpty && desk.engine.position.isFlat)
    #expect(desk.snapshot.control.alarms == [.unmatchedFill])
  }

  @Test("A late fill of an exit that was taken from its lot closes lots, and is no foreign one")
  func detachedFill() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    desk.say(.filled(Desk.fill(900, of: .foreign(1), .sell, 7, at: desk.now)))
    desk.fill(6, 2)
    #expect(desk.engine.position.steps == 1)
    #expect(desk.snapshot.lots.map(\.open.steps) == [1])
    #expect(desk.snapshot.counters.foreignFills == 1)
  }

  @Test("LEDGER-03 ORDER-06 A fill that an amend's answer overtook ends an order that is over")
  func overtakenByAmend() throws {
    var desk = try Desk.standing()
    let fill = desk.makeFill(1, 3)
    desk.wait(milliseconds: 10)
    desk.say(.amended(desk.id(1), limit: Price(ticks: 990), remaining: Quantity(steps: 3)))
    desk.status(1, .filled(Quantity(steps: 3)))
    #expect(desk.engine.orders.live.index(of: desk.id(1)) != nil, "its fill has not come")
    desk.say(.filled(fill))
    #expect(desk.engine.orders.live.index(of: desk.id(1)) == nil)
    #expect(desk.engine.position.steps == 3)
  }
}
