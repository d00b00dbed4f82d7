import Engine
import Market
import Testing
import Venue

@testable import Session

@Suite("Entries that wait for the disk")
struct OutboxTests {
  private func id(_ purpose: Purpose, _ number: UInt64) -> ClientOrderID {
    ClientOrderID(tag: 1, purpose: purpose, subject: 5, generation: number)
  }

  private func order(_ purpose: Purpose, _ number: UInt64, reduces: Bool = false) -> OrderRequest {
    .place(
      NewOrder(
        id: id(purpose, number), side: .buy, limit: Price(ticks: 10), quantity: Quantity(steps: 1),
        timeInForce: .postOnly, isReduceOnly: reduces))
  }

  @Test("STATE-01 An entry leaves only after its cause is durable, in order")
  func waits() {
    var outbox = Outbox()
    var (first, second) = ([order(.ladder, 1)], [order(.manual, 2), order(.attempt, 3)])
    #expect(outbox.hold(&first, because: 7) == [] && first == [])
    #expect(outbox.hold(&second, because: 9) == [] && second == [])
    #expect(outbox.commit(through: 6) == [])
    #expect(outbox.commit(through: 8) == [order(.ladder, 1)])
    #expect(outbox.commit(through: 9) == [order(.manual, 2), order(.attempt, 3)])
    #expect(outbox.isEmpty)
    var third = [order(.ladder, 4)]
    #expect(outbox.hold(&third, because: 9) == [] && third == [order(.ladder, 4)])
  }

  @Test("RISK-10 Exits, closes, flattens and cancels never wait, reduce-only or plain")
  func exits() {
    var outbox = Outbox()
    let leaving: [OrderRequest] = [
      order(.takeProfit, 1), order(.takeProfit, 2, reduces: true), order(.stopLoss, 3),
      order(.close, 4), order(.sideStop, 5), order(.flatten, 6), .cancel(id(.ladder, 99)),
      .amend(id(.takeProfit, 1), limit: Price(ticks: 3), remaining: Quantity(steps: 1)),
      .scheduleCancel(at: nil),
    ]
    var requests = leaving
    #expect(outbox.hold(&requests, because: 1) == [])
    #expect(requests == leaving && outbox.isEmpty)
  }

  @Test("STATE-01 A cancel takes back an entry that still waits, and goes to no venue")
  func takenBack() {
    var outbox = Outbox()
    var requests = [order(.ladder, 1), order(.ladder, 2)]
    _ = outbox.hold(&requests, because: 3)
    var cancels: [OrderRequest] = [.cancel(id(.ladder, 1)), .cancel(id(.ladder, 50))]
    let told = outbox.hold(&cancels, because: 3)
    #expect(told == [.failed(id(.ladder, 1), .place, .withdrawn)])
    #expect(cancels == [.cancel(id(.ladder, 50))])
    #expect(outbox.commit(through: 3) == [order(.ladder, 2)])
  }

  @Test("STATE-01 A cancel of a live entry takes back its amend and still goes to the venue")
  func amend() {
    var outbox = Outbox()
    var requests: [OrderRequest] = [
      .amend(id(.ladder, 1), limit: Price(ticks: 3), remaining: Quantity(steps: 9))
    ]
    _ = outbox.hold(&requests, because: 3)
    #expect(requests == [])
    var cancels: [OrderRequest] = [.cancel(id(.ladder, 1))]
    #expect(outbox.hold(&cancels, because: 3) == [.failed(id(.ladder, 1), .amend, .withdrawn)])
    #expect(cancels == [.cancel(id(.ladder, 1))])
  }

  @Test("GRID-11 A fill withdraws every entry that still waits")
  func fill() {
    var outbox = Outbox()
    var requests = [order(.ladder, 1), order(.manual, 2)]
    _ = outbox.hold(&requests, because: 3)
    #expect(
      outbox.withdrawAll() == [
        .failed(id(.ladder, 1), .place, .withdrawn), .failed(id(.manual, 2), .place, .withdrawn),
      ])
    #expect(outbox.commit(through: 3) == [])
  }
}
