import Market
import Testing
import Venue

@testable import Engine

@Suite("Stops that stand for too much or elsewhere")
struct StopTrimTests {
  private func mustReplace(
    _ side: Side, _ stops: StopTotals, room: ExitRoom? = nil, _ setup: Setup,
    _ change: (inout Lot) -> Void = { _ in }
  ) -> Bool {
    Lot.tabled(side, change).mustReplaceStops(
      side.at(0), .tabled(side, stops: stops, room: room), setup)
  }

  @Test(
    "EXIT-02 A stop at another trigger stays until one at the right trigger is out for all",
    arguments: Side.allCases)
  func replaced(side: Side) throws {
    let setup = try Setup.tabled()
    for fitting in 0...Int64(6) {
      for misplaced in 0...Int64(6) {
        let stops = StopTotals.out(fitting, misplaced: misplaced)
        let plain = StopTotals.out(fitting, misplaced: misplaced, isAllReduceOnly: false)
        #expect(mustReplace(side, stops, setup) == (misplaced > 0 && fitting >= 5))
        #expect(mustReplace(side, plain, setup) == (misplaced > 0))
      }
    }
  }

  @Test(
    "EXIT-07 It goes first where the venue has no room for two, or refused while too much is out")
  func holder() throws {
    let setup = try Setup.tabled()
    func goes(_ misplaced: Int64, _ change: (inout Lot) -> Void) -> Bool {
      mustReplace(.buy, .out(0, misplaced: misplaced), setup, change)
    }

    #expect(goes(5) { $0.venueHadNoRoom() })
    #expect(goes(6) { _ = $0.stopTerms.isNews(.refused(.reduceOnly)) })
    #expect(!goes(5) { _ = $0.stopTerms.isNews(.refused(.reduceOnly)) })
    #expect(!goes(6) { _ = $0.stopTerms.isNews(.notSent) })
  }

  @Test("EXIT-07 It goes first where the position has no room beside it", arguments: Side.allCases)
  func full(side: Side) throws {
    let one = try Setup.tabled { $0.grid.direction = side.onlyDirection }
    let plain = try Setup.tabled(
      { $0.grid.direction = side.onlyDirection }, capabilities: { $0.supportsReduceOnly = false })
    let stops = StopTotals.out(0, misplaced: 5)

    #expect(!mustReplace(side, stops, room: .holding(5, stops: 5), one))
    #expect(!mustReplace(side, stops, room: .holding(5, stops: 9), one))
    #expect(mustReplace(side, stops, room: .holding(5, stops: 10), one))
    #expect(mustReplace(side, stops, room: .holding(5, stops: 9, others: 1), one))
    #expect(!mustReplace(side, stops, room: .holding(5, stops: 10), try .tabled()))
    #expect(!mustReplace(side, stops, room: .holding(5, stops: 10), plain))
  }

  @Test(
    "EXIT-07 It goes first where too much is out and what lacks is too small",
    arguments: Side.allCases)
  func small(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000)
    let one = try Setup.tabled(minimum: 25_000) { $0.grid.direction = side.onlyDirection }

    #expect(mustReplace(side, .out(3, misplaced: 3), setup))
    #expect(!mustReplace(side, .out(3, misplaced: 2), setup))
    #expect(!mustReplace(side, .out(2, misplaced: 4), setup))
    let room = ExitRoom.holding(2, stops: 6)
    #expect(mustReplace(side, .out(0, misplaced: 6), room: room, one))
    #expect(!mustReplace(side, .out(0, misplaced: 6), room: room, setup))
  }

  private func standing(
    _ side: Side, isReduceOnly: Bool = true, _ news: OrderStage.News...
  ) -> Order {
    var order = Order(
      ClientOrderID(tag: 1, purpose: .stopLoss, subject: 1, generation: 1), .stopLoss,
      side.opposite, at: side.at(-100), Quantity(steps: 5), .goodTillCancelled,
      isReduceOnly: isReduceOnly, trigger: side.at(0), lot: 0, stamp: 0, at: .second(1),
      answerBy: .never, until: .never, because: Reason(.adopted))
    for one in [.accepted] + news { order.on(one) }
    return order
  }

  private func shrink(
    _ stop: Order, to left: Int64 = 3, _ facts: StopFacts, _ setup: Setup,
    _ change: (inout Lot) -> Void = { _ in }
  ) -> StopTrim {
    Lot.tabled(facts.side, change)
      .shrink(stop, to: Quantity(steps: left), facts.side.at(0), facts, setup)
  }

  @Test(
    "EXIT-05 A stop for too much is amended, or replaced by a smaller one first",
    arguments: Side.allCases)
  func shrinks(side: Side) throws {
    let (inPlace, anew) = (try Setup.tabled(), try Setup.tabled { $0.orders.amend = false })
    let facts = StopFacts.tabled(side)
    let replaced = StopTrim.replace(limit: side.at(-100))

    #expect(shrink(standing(side), facts, inPlace) == .amend)
    #expect(shrink(standing(side, .amendAsked), facts, inPlace) == .keep)
    #expect(shrink(standing(side, .amendAsked, .amendRefused), facts, inPlace) == replaced)
    #expect(shrink(standing(side), facts, anew) == replaced)
    #expect(shrink(standing(side), facts, anew) { $0.awaitPosition() } == .keep)
    #expect(
      shrink(standing(side), facts, anew) { $0.stopTerms.wait(until: .soon) }
        == .wait(until: .soon))
  }

  @Test("EXIT-05 A stop that no smaller one can come before is cancelled", arguments: Side.allCases)
  func cancels(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000) { $0.orders.amend = false }
    let facts = StopFacts.tabled(side)

    #expect(shrink(standing(side), to: 3, facts, setup) == .replace(limit: side.at(-100)))
    #expect(shrink(standing(side), to: 2, facts, setup) == .cancel)
    #expect(shrink(standing(side, isReduceOnly: false), facts, setup) == .cancel)
    #expect(shrink(standing(side), facts, setup) { $0.stopTerms.becomePlain() } == .cancel)
    #expect(shrink(standing(side), facts, setup) { $0.venueHadNoRoom() } == .cancel)
    #expect(shrink(standing(side), .tabled(side, room: .holding(2)), setup) == .cancel)
  }

  @Test(
    "A flatten or a cancel-all leaves reduce-only stops alone, and makes plain ones smaller",
    arguments: Side.allCases)
  func held(side: Side) throws {
    let (inPlace, anew) = (try Setup.tabled(), try Setup.tabled { $0.orders.amend = false })
    for hold in [ExitHold.cancelAll, .flatten] {
      let facts = StopFacts.tabled(side, hold: hold)
      let plain = standing(side, isReduceOnly: false)
      #expect(shrink(standing(side), facts, inPlace) == .keep)
      #expect(shrink(standing(side), facts, anew) == .keep)
      #expect(shrink(plain, facts, inPlace) == .amend)
      #expect(shrink(plain, facts, anew) == .cancel)
    }
  }

  @Test("A stop is amended only where venue, settings and its size all let it")
  func mayAmend() throws {
    for bits in 0..<16 {
      let flags = (0..<4).map { bits >> $0 & 1 == 1 }
      let setup = try Setup.tabled(
        minimum: 25_000, { $0.orders.amend = flags[2] },
        capabilities: {
          $0.supportsAmend = flags[0]
          $0.amendIsCancelReplace = flags[1]
        })
      let order = flags[3] ? standing(.buy, .amendAsked, .amendRefused) : standing(.buy)
      let isLet = flags == [true, false, true, false]
      #expect(setup.mayAmend(order, to: Quantity(steps: 3)) == isLet)
      #expect(!setup.mayAmend(order, to: Quantity(steps: 2)))
    }
  }
}
