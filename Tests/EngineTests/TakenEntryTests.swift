import Market
import Testing
import Venue

@testable import Engine

/// Lots that no order of the running engine opened, by a fill that paid the taker's fee.
@Suite("Entries of others that took")
struct TakenEntryTests {
  private func desk() throws -> Desk {
    // A thousandth for makers, a hundredth for takers.
    try Desk.standing(makerFee: 100_000, takerFee: 1_000_000)
  }

  private func fill(_ order: ClientOrderID, _ liquidity: Liquidity, _ desk: Desk) -> Fill {
    Fill(
      id: FillID(900), order: order, side: .buy, price: Price(ticks: 1_000),
      quantity: Quantity(steps: 2), fee: ExactMoney(Money(units: 20)), liquidity: liquidity,
      time: desk.now)
  }

  @Test("GRID-12 What a person bought at the taker's fee is sold at a price that pays that fee")
  func byHand() throws {
    var took = try desk()
    took.say(.filled(fill(.foreign(1), .taker, took)))
    var made = try desk()
    made.say(.filled(fill(.foreign(1), .maker, made)))

    #expect(took.snapshot.lots.map { $0.takeProfit?.ticks } == [1_012], "1000 + 1 % + 0.1 %")
    #expect(made.snapshot.lots.map { $0.takeProfit?.ticks } == [1_010], "a spacing pays for it")
  }

  @Test(
    "GRID-12 A lot of an unknown order has a take-profit that pays what its entry paid")
  func unknownOrder() throws {
    var desk = try desk()
    let order = ClientOrderID(tag: 1, purpose: .manual, subject: 1_000, generation: 77)
    desk.say(.filled(fill(order, .taker, desk)))

    #expect(desk.snapshot.lots.map { $0.takeProfit?.ticks } == [1_012])
  }
}
