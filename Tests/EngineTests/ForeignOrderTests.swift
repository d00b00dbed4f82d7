import Market
import Testing
import Venue

@testable import Engine

/// Orders on the account that are not ours.
@Suite("Orders of others")
struct ForeignOrderTests {
  /// An order of somebody else.
  private func foreign(
    _ number: UInt64, _ side: Side, _ steps: Int64, at ticks: Int64
  ) -> VenueOrder {
    var order = Desk.order(.manual, side, steps, at: ticks, generation: 1)
    order.id = .foreign(number)
    return order
  }

  @Test("ORDER-11 ORDER-07 Orders of others count against the venue's cap, not the operator's own")
  func foreignAgainstCap() throws {
    let others = (1...4).map { foreign($0, .buy, 1, at: 900 + Int64($0)) }
    func placed(venues: Int?, own: Int) throws -> (Desk, [String]) {
      var capabilities = Desk.capabilities
      capabilities.maximumOpenOrders = venues
      var desk = try Desk(capabilities: capabilities, isReconciled: false) {
        $0.market.staleAfterNanoseconds = 0
        $0.orders.budgetReserve = .zero
        $0.risk.maximumOpenOrders = own
        $0.risk.maximumOpenOrdersAction = .flatten
      }
      desk.isObliging = false
      desk.book(999, 1_001)
      let words = desk.agree(0, others)
      return (desk, words)
    }
    var (desk, words) = try placed(venues: 6, own: 5)
    #expect(words == ["+1 buy 5@990", "+2 buy 5@980"])
    #expect(desk.rungs.last == "sell 1020 OPEN_ORDERS_ABOVE_CAP")
    #expect(!desk.snapshot.control.isFrozen, "the venue's cap only makes them wait")
    words = desk.say(.cancelled(.foreign(1), .byHand, filled: .zero))
    #expect(words == ["+3 sell 5@1010"])
    #expect(try placed(venues: nil, own: 5).1.count == 4)
  }

  @Test("RISK-01 ORDER-07 Orders of others that could add count in their side's worst case")
  func foreignExposure() throws {
    var desk = try Desk.starting {
      $0.risk.maximumPosition = amount(10)
    }
    desk.book(999, 1_001)
    var reducing = foreign(8, .sell, 8, at: 1_050)
    reducing.isReduceOnly = true
    let words = desk.agree(0, [foreign(7, .buy, 5, at: 995), reducing])
    #expect(words == ["+1 buy 5@990", "+2 sell 5@1010", "+3 sell 5@1020"])
    #expect(desk.rungs[1] == "buy 980 EXPOSURE_ABOVE_CAP")
    #expect(desk.snapshot.exposure.worstLong.steps == 10)
    #expect(
      desk.say(.cancelled(.foreign(7), .byHand, filled: .zero)) == ["+4 buy 5@980"])
  }

  @Test("RISK-01 ORDER-07 Orders of others count once, however often they are listed")
  func foreignListedAgain() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let other = foreign(7, .buy, 5, at: 995)
    desk.agree(0, [other])
    let worst = desk.snapshot.exposure.worstLong
    desk.accept(1, 2, 3, 4)
    desk.command(.reconcileNow)
    desk.agree(0, desk.standing + [other])
    #expect(desk.snapshot.exposure.worstLong == worst && worst.steps == 15)
  }

  @Test("ORDER-07 What fills of an order of somebody else is not shown standing any more")
  func foreignFills() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let other = foreign(7, .buy, 5, at: 995)
    desk.answer(desk.account(0))
    desk.wait(milliseconds: 10)
    let before = Desk.fill(1, of: other.id, .buy, 1, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(.openOrders([other], asOf: desk.now))
    desk.fills(before)
    desk.wait(milliseconds: 10)
    #expect(desk.snapshot.reconcile.foreign.map(\.remaining.steps) == [5], "told without it")
    desk.say(.filled(Desk.fill(2, of: other.id, .buy, 2, at: desk.now)))
    #expect(desk.snapshot.reconcile.foreign.map(\.remaining.steps) == [3])
    desk.say(.filled(Desk.fill(3, of: other.id, .buy, 3, at: desk.now)))
    #expect(desk.snapshot.reconcile.foreign.isEmpty)
    #expect(desk.engine.worstCase(.buy) - desk.engine.orders.live.opening.buy == 6)
  }
}
