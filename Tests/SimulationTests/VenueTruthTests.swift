import Market
import SimulatedVenue
import Testing
import Venue

@testable import Simulation

/// The venue's truth, kept from its history alone.
@Suite("Venue truth")
struct VenueTruthTests {
  private var truth = VenueTruth()
  private let ladder = ClientOrderID(tag: 1, purpose: .ladder, subject: 100, generation: 1)
  private let exit = ClientOrderID(tag: 1, purpose: .takeProfit, subject: 1, generation: 2)

  private mutating func learn(
    _ kind: VenueEvent.Kind, _ id: ClientOrderID, _ side: Side, _ steps: Int64, at price: Int64?,
    position: Int64 = 0, cost: Int64 = 0, isReduceOnly: Bool = false, isTrigger: Bool = false
  ) {
    truth.learn(
      VenueEvent(
        kind, at: Instant(nanoseconds: 5), order: id, side: side,
        price: price.map { Price(ticks: $0) }, quantity: Quantity(steps: steps),
        isReduceOnly: isReduceOnly, isTrigger: isTrigger, position: Position(steps: position),
        cost: ExactMoney(Money(units: cost))))
  }

  @Test("An order that is taken on, filled in part and cancelled leaves what it traded")
  mutating func partlyFilled() {
    learn(.accepted, ladder, .buy, 10, at: 100)
    #expect(truth.standing[.buy].opens == 10)

    learn(.filled, ladder, .buy, 4, at: 100, position: 4, cost: 3)
    #expect(truth.standing[.buy].opens == 6)

    learn(.cancelled, ladder, .buy, 6, at: 100, position: 4)
    #expect(truth.standing[.buy].opens == 0)
    #expect(truth.orders.isEmpty)
    #expect((truth.position, truth.fills) == (4, 1))
    #expect(truth.cash == ExactMoney(Money(units: -400)))
    #expect(truth.fees == ExactMoney(Money(units: 3)))
    #expect(truth.contradiction == nil)
  }

  @Test("A reduce-only order is weighed apart, and follows its changes")
  mutating func reducing() {
    learn(.filled, ladder, .buy, 9, at: 100, position: 9)
    learn(.accepted, exit, .sell, 9, at: 110, position: 9, isReduceOnly: true)
    learn(.changed, exit, .sell, 5, at: 110, position: 9, isReduceOnly: true)

    #expect(truth.standing[.sell].reducing == 5)
    #expect(truth.standing[.sell].plainExits == 0)
  }

  @Test("A trigger order waits until it goes off")
  mutating func trigger() {
    learn(.accepted, exit, .sell, 3, at: nil, isReduceOnly: true, isTrigger: true)
    #expect(truth.orders[exit]?.waits == true)

    learn(.triggered, exit, .sell, 3, at: nil, isReduceOnly: true)
    #expect(truth.orders[exit]?.waits == false)
  }

  @Test("A venue that states another position than its fills make is caught")
  mutating func contradiction() {
    learn(.filled, ladder, .buy, 4, at: 100, position: 5)

    #expect(truth.contradiction != nil)
  }

  @Test("Funding counts as a cost, and what nobody of ours ordered as foreign")
  mutating func fundingAndForeign() {
    learn(.funded, .foreign(1), .buy, 0, at: 100, cost: 7)
    learn(.filled, .foreign(2), .sell, 1, at: 100, position: -1)

    #expect((truth.funding, truth.foreignFills) == (ExactMoney(Money(units: 7)), 1))
  }
}
