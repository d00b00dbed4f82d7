import Market
import Testing
import Venue

@testable import Engine

/// LEDGER-08: fees, funding and profit to the last unit, on every lot that a fill closes.
struct ExactFeesTests {
  /// A tenth of a unit of tick × step: what a fee on such an instrument may well be.
  private let tenth = ExactMoney(units: 10_000_000)

  private func fill(
    _ desk: inout Desk, _ number: UInt64, _ steps: Int64, at: Int64, fee: ExactMoney
  )
    -> Fill
  {
    let told = desk.makeFill(number, steps, at: at)
    return Fill(
      id: told.id, order: told.order, side: told.side, price: told.price,
      quantity: told.quantity, fee: fee, liquidity: .taker, time: told.time)
  }

  @Test("LEDGER-08 Fees far under tick × step add up in lots, slots and the session")
  func smallFees() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.say(.filled(fill(&desk, 1, 2, at: 990, fee: tenth)))
    desk.say(.filled(fill(&desk, 1, 3, at: 990, fee: tenth)))
    let exit = try #require(desk.snapshot.legs.first)
    desk.say(.filled(fill(&desk, exit.id.generation, 5, at: 1_000, fee: tenth)))
    let account = desk.snapshot.account
    #expect(account.fees == tenths(3))
    #expect(account.realised == whole(50) - tenths(3))
    let closed = try #require(desk.snapshot.recentCloses.last)
    #expect(closed.net == account.realised)
    let rung = try #require(desk.snapshot.grid.rungs.first { $0.price.ticks == 990 })
    #expect(rung.profit.net == account.realised)
    let words = desk.snapshot.log.filter { $0.tag == .lotClosed }.map(\.money)
    #expect(words == [account.realised], "the log tells what was made after fees")
  }

  @Test("LEDGER-08 LEDGER-05 A flatten's one fill splits its fee over the lots it closes, by size")
  func flattenFee() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 2)
    desk.command(.flatten)
    while let open = desk.snapshot.legs.first ?? nil { desk.cancelled(open.id.generation) }
    for order in desk.snapshot.pendingOpens { desk.cancelled(order.id.generation) }
    let slice = try #require(desk.placed.values.first { $0.id.purpose == .flatten })
    desk.say(.filled(fill(&desk, slice.id.generation, 7, at: 985, fee: tenths(10))))
    let closes = desk.snapshot.recentCloses
    #expect(closes.map(\.quantity.steps) == [5, 2])
    let shares = closes.map(\.exitFee)
    #expect(shares.reduce(.zero, +) == whole(1), "nothing is lost and nothing is counted twice")
    #expect(shares == [ExactMoney(units: 71_428_571), ExactMoney(units: 28_571_429)])
    #expect(
      closes.map(\.net) == [whole(5 * -5) - shares[0], whole(2 * 5) - shares[1]])
    #expect(closes.reduce(.zero) { $0 + $1.net } == desk.snapshot.account.realised)
  }

  @Test("LEDGER-08 What an exit fills beyond its lot takes its part of the fee along")
  func excessFee() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let exit = try #require(desk.snapshot.legs.first { $0.price.ticks == 1_000 })
    desk.say(.filled(fill(&desk, exit.id.generation, 8, at: 1_000, fee: tenths(80))))
    #expect(desk.snapshot.recentCloses.map(\.exitFee) == [whole(5), whole(3)])
  }

  @Test("LEDGER-08 A late fill's fee goes to its adjustment as far as that had assumed the fill")
  func assumedFee() throws {
    var desk = try Desk.settled()
    let late = fill(&desk, 1, 5, at: 990, fee: whole(5))
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(3, desk.standing)
    desk.wait(milliseconds: 1)
    desk.agree(3, desk.standing)
    #expect(desk.snapshot.ledger.adjustments.map(\.standing) == [3])
    let price = try #require(desk.snapshot.ledger.adjustments.first?.price.ticks)
    desk.say(.filled(late))
    #expect(desk.snapshot.ledger.adjustments.map(\.made) == [whole(3 * (price - 990) - 3)])
    #expect(desk.snapshot.lots.reduce(.zero) { $0 + $1.fees } == whole(2))
    #expect(desk.snapshot.account.fees == whole(5))
  }

  @Test("LEDGER-08 RISK-02 High-water mark and fall follow amounts under tick × step")
  func peakUnderAUnit() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.say(.filled(fill(&desk, 1, 1, at: 990, fee: tenths(-3))))
    desk.book(1_000, 1_002)
    #expect(desk.snapshot.account.peak == whole(11) + tenths(3), "the rebate is in it")
    desk.book(999, 1_001)
    #expect(desk.snapshot.account.maximumDrawdown == whole(1))
    desk.wait(milliseconds: 1)
    desk.say(.funded(Funding(time: desk.now, amount: tenths(-4))))
    desk.book(999, 1_001)
    #expect(desk.snapshot.account.maximumDrawdown == whole(1) + tenths(4))
    desk.book(1_001, 1_003)
    #expect(desk.snapshot.account.peak == whole(12) - tenths(1))
  }
}
