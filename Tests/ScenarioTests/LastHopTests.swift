import Market
import Testing
import Venue

@testable import Session

@Suite("The last look at what leaves")
struct LastHopTests {
  private func order(_ generation: UInt64, _ purpose: Purpose = .ladder) -> OrderRequest {
    .place(
      NewOrder(
        id: ClientOrderID(tag: 1, purpose: purpose, subject: 1, generation: generation),
        side: .buy, limit: Price(ticks: 1), quantity: Quantity(steps: 1), timeInForce: .postOnly))
  }

  @Test("RISK-03 Orders that leave as they were meant pass, however many")
  func passes() {
    var hop = LastHop()
    for batch in 0..<50 as Range<UInt64> {
      var requests = [order(batch * 2 + 1), order(batch * 2 + 2)]
      #expect(hop.inspect(&requests, intended: Int(batch) * 2 + 2).isEmpty)
      #expect(requests.count == 2)
    }
    #expect(!hop.isLatched)
  }

  @Test("RISK-03 One order more or fewer than meant, or one twice, latches and holds opens back")
  func latches() {
    let wrong: [([OrderRequest], Int)] = [
      ([order(1), order(2)], 1), ([order(1)], 2), ([order(1), order(1)], 2),
      ([order(2), order(1)], 2),
    ]
    for (requests, intended) in wrong {
      var hop = LastHop()
      var left = requests
      #expect(hop.inspect(&left, intended: intended).count == requests.count)
      #expect(left.isEmpty && hop.isLatched)
    }
  }

  @Test("RISK-03 Cancels and exits pass a latched last look; opens do once it is cleared")
  func latched() {
    var hop = LastHop()
    var doubled = [order(1), order(1)]
    #expect(hop.inspect(&doubled, intended: 1).map(\.generation) == [1, 1])
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 1, generation: 1)
    var mixed = [.cancel(id), order(2, .takeProfit), order(3)]
    #expect(hop.inspect(&mixed, intended: 3).map(\.generation) == [3])
    #expect(mixed == [.cancel(id), order(2, .takeProfit)])
    hop.clear(intended: 3)
    var next = [order(4)]
    #expect(hop.inspect(&next, intended: 4).isEmpty)
  }
}
