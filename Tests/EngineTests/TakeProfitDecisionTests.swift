import Market
import Testing
import Venue

@testable import Engine

/// (state, facts) → decision. The tenth market update was the last; the take-profit lies at 400.
@Suite("What a lot's take-profit needs")
struct TakeProfitDecisionTests {
  private func lot(
    _ side: Side, _ way: TakeProfitLeg.Way = .rests, _ change: (inout Lot) -> Void = { _ in }
  ) -> Lot {
    Lot.tabled(side) {
      $0.takeProfit = TakeProfitLeg(at: side.at(400), way)
      change(&$0)
    }
  }

  private func send(
    _ side: Side, _ steps: Int64 = 5, at ticks: Int64 = 400, takes: Bool = false,
    isReduceOnly: Bool = true
  ) -> TakeProfitDecision.Send {
    .init(
      quantity: Quantity(steps: steps), price: side.at(ticks), takes: takes,
      isReduceOnly: isReduceOnly)
  }

  /// Goes out, and the next rests.
  private func sends(_ lot: Lot, _ send: TakeProfitDecision.Send) -> TakeProfitDecision {
    var leg = lot.takeProfit
    leg.goOut()
    return TakeProfitDecision(leg: leg, send: send)
  }

  @Test("EXIT-02 A take-profit says what it waits for", arguments: Side.allCases)
  func gaps(side: Side) throws {
    let setup = try Setup.tabled()
    func goOff(_ lot: inout Lot) { _ = lot.trigger(at: .second(1), againAt: .second(2)) }
    let table: [((inout Lot) -> Void, TakeProfitFacts, ExitGap?)] = [
      (goOff, .tabled(side), .stopFired),
      (goOff, .tabled(side, hold: .flatten), .stopFired),
      ({ _ in }, .tabled(side, hold: .cancelAll), .held),
      ({ _ in }, .tabled(side, hold: .flatten), .flattening),
      ({ $0.awaitPosition() }, .tabled(side), .awaitsPosition),
      ({ _ = $0.beginClosing(.age, at: .second(1)) }, .tabled(side), .closing),
      ({ _ = $0.beginClosing(.age, at: .second(1)) }, .tabled(side, seesMarket: false), .unseen),
      ({ $0.take(.overfill) }, .tabled(side), .excess),
      ({ $0.take(.runner(isTrailing: false)) }, .tabled(side), .runner),
      ({ $0.take(.runner(isTrailing: true)) }, .tabled(side), .runner),
      ({ _ in }, .tabled(side, uncovered: 0), nil),
    ]
    for (index, row) in table.enumerated() {
      let lot = lot(side, .rests, row.0)
      let expected = TakeProfitDecision(leg: lot.takeProfit, gap: row.2)
      #expect(lot.nextTakeProfit(row.1, setup) == expected, "row \(index)")
    }
  }

  @Test("EXIT-01 It rests at its price for what of the lot has none", arguments: Side.allCases)
  func rests(side: Side) throws {
    let setup = try Setup.tabled()
    for uncovered in 1...Int64(5) {
      for role in [LotRole.ordinary, .dust] {
        let lot = lot(side) { $0.take(role) }
        let facts = TakeProfitFacts.tabled(side, uncovered: uncovered)
        #expect(lot.nextTakeProfit(facts, setup) == sends(lot, send(side, uncovered)))
      }
    }
  }

  /// Each way where its price would cross, and where not: it takes, rests, or waits.
  private static let ways: [(TakeProfitLeg.Way, crossing: Bool?, clear: Bool?)] = [
    (.rests, false, false), (.waits(until: 10), true, false), (.waits(until: 11), true, nil),
    (.takes, true, true), (.takesMeanwhile(until: 10), true, true),
    (.takesMeanwhile(until: 11), true, nil),
  ]

  @Test(
    "EXIT-08 Where resting would cross it takes, and where it would not it rests or waits",
    arguments: Side.allCases)
  func eachWay(side: Side) throws {
    let setup = try Setup.tabled()
    for (way, crossing, clear) in Self.ways {
      for (opposite, takes) in [(Int64(400), crossing), (399, clear)] {
        let lot = lot(side, way)
        let facts = TakeProfitFacts.tabled(side, opposite: opposite)
        let expected =
          takes.map { sends(lot, send(side, takes: $0)) }
          ?? TakeProfitDecision(
            leg: lot.takeProfit, gap: .waitsToRest, restsAt: side.at(400), takesAt: side.at(400))
        #expect(lot.nextTakeProfit(facts, setup) == expected, "\(way), \(opposite)")
      }
    }
  }

  @Test(
    "EXIT-08 Set to wait, it never takes where it waited, and asks on news alone",
    arguments: Side.allCases)
  func setToWait(side: Side) throws {
    let setup = try Setup.tabled { $0.exits.whenCrossing = .wait }
    for (until, opposite) in [(11, 400), (11, 399), (10, 400)] as [(Int, Int64)] {
      let lot = lot(side, .waits(until: until))
      #expect(
        lot.nextTakeProfit(.tabled(side, opposite: opposite), setup)
          == TakeProfitDecision(leg: lot.takeProfit, gap: .waitsToRest, restsAt: side.at(400)))
    }
    let lot = lot(side, .waits(until: 10))
    #expect(lot.nextTakeProfit(.tabled(side), setup) == sends(lot, send(side)))
  }

  @Test(
    "EXIT-04 Where the taker's fee would eat the edge it takes further out, or waits",
    arguments: Side.allCases)
  func taking(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = lot(side, .takes)
    func next(_ opposite: Int64) -> TakeProfitDecision {
      lot.nextTakeProfit(.tabled(side, taking: 410, opposite: opposite), setup)
    }
    var waits = TakeProfitDecision(
      leg: lot.takeProfit, gap: .waitsToRest, restsAt: side.at(400), takesAt: side.at(410))
    waits.leg = TakeProfitLeg(at: side.at(400), .waits(until: 11))
    var unseen = TakeProfitDecision(
      leg: lot.takeProfit, gap: .refused, lookAt: .soon, takesAt: side.at(410))
    unseen.leg.goOut()
    unseen.leg.terms.wait(until: .soon)

    #expect(next(410) == sends(lot, send(side, at: 410, takes: true)))
    #expect(next(409) == waits)
    #expect(next(400) == waits)
    #expect(next(399) == unseen, "the venue saw it cross, and we don't yet")
  }

  @Test(
    "EXIT-08 It takes again no sooner than it may, and only in a market that is seen",
    arguments: Side.allCases)
  func notBefore(side: Side) throws {
    let setup = try Setup.tabled()
    func next(_ moment: Instant, seesMarket: Bool = true) -> TakeProfitDecision {
      let leg = TakeProfitLeg(at: side.at(400), .waits(until: 11), takeNotBefore: moment)
      return lot(side) { $0.takeProfit = leg }
        .nextTakeProfit(.tabled(side, opposite: 400, seesMarket: seesMarket), setup)
    }

    #expect(next(.tabled).send == send(side, takes: true))
    #expect(next(.second(105)).lookAt == .second(105))
    #expect(next(.second(105)).gap == .waitsToRest)
    #expect(next(.second(1), seesMarket: false).lookAt == .soon)
    #expect(next(.second(1), seesMarket: false).send == nil)
  }

  @Test("EXIT-08 While the book is crossed only what rests goes out", arguments: Side.allCases)
  func crossedBook(side: Side) throws {
    let setup = try Setup.tabled()
    let facts = TakeProfitFacts.tabled(side, opposite: 400, isBookCrossed: true)
    for (way, _, _) in Self.ways where way != .rests {
      let lot = lot(side, way)
      let expected = TakeProfitDecision(leg: lot.takeProfit, gap: .unseen, lookAt: .soon)
      #expect(lot.nextTakeProfit(facts, setup) == expected, "\(way)")
    }
    #expect(lot(side).nextTakeProfit(facts, setup) == sends(lot(side), send(side)))
  }

  @Test(
    "EXIT-01 What is too small waits for the lot's next fills, but where it closes all",
    arguments: Side.allCases)
  func small(side: Side) throws {
    let strict = try Setup.tabled(minimum: 25_000)
    let spares = try Setup.tabled(
      minimum: 25_000, capabilities: { $0.minimumSparesWholeClose = true })
    let lot = lot(side)
    let waits = TakeProfitDecision(leg: lot.takeProfit, gap: .tooSmall)
    func next(_ steps: Int64, of held: Int64, _ setup: Setup) -> TakeProfitDecision {
      lot.nextTakeProfit(.tabled(side, uncovered: steps, room: .holding(held)), setup)
    }

    #expect(next(3, of: 5, strict) == sends(lot, send(side, 3)))
    #expect(next(2, of: 5, strict) == waits)
    #expect(next(2, of: 2, strict) == waits)
    #expect(next(2, of: 5, spares) == waits)
    #expect(next(2, of: 2, spares) == sends(lot, send(side, 2)))
  }

  @Test("EXIT-07 It is for no more than the position has room for", arguments: Side.allCases)
  func room(side: Side) throws {
    let one = try Setup.tabled { $0.grid.direction = side.onlyDirection }
    let both = try Setup.tabled()
    let lot = lot(side)
    func next(_ room: ExitRoom, _ setup: Setup) -> TakeProfitDecision {
      lot.nextTakeProfit(.tabled(side, room: room), setup)
    }
    let none = TakeProfitDecision(leg: lot.takeProfit, gap: .noRoom, isShort: true)
    var part = sends(lot, send(side, 2))
    part.isShort = true

    #expect(next(.holding(5, takeProfits: 5), one) == none)
    #expect(next(.holding(5, takeProfits: 3), one) == part)
    #expect(
      next(.holding(5, takeProfits: 3), both) == sends(lot, send(side, isReduceOnly: false)))
    #expect(next(.holding(5, takeProfits: 3, hasDetached: true), both) == none)
  }

  private func refused(_ side: Side, _ change: (inout Lot) -> Void = { _ in }) -> Lot {
    lot(side, .rests) {
      $0.takeProfit.terms.wait(until: .second(130))
      change(&$0)
    }
  }

  @Test(
    "EXIT-04 A refused take-profit is watched, and takes where that pays", arguments: Side.allCases)
  func watched(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = refused(side)
    func next(_ opposite: Int64, seesMarket: Bool = true) -> TakeProfitDecision {
      lot.nextTakeProfit(
        .tabled(side, taking: 410, opposite: opposite, seesMarket: seesMarket), setup)
    }
    var taken = TakeProfitDecision(leg: lot.takeProfit, lookAt: .second(130))
    taken.leg.goOutWatched()
    taken.send = send(side, at: 410, takes: true)

    #expect(
      next(409)
        == TakeProfitDecision(
          leg: lot.takeProfit, gap: .refused, lookAt: .second(130), takesAt: side.at(410)))
    #expect(next(410) == taken)
    #expect(
      next(410, seesMarket: false)
        == TakeProfitDecision(leg: lot.takeProfit, gap: .unseen, lookAt: .soon))
  }

  @Test(
    "EXIT-04 A watched take-profit that took takes again no sooner than it may",
    arguments: Side.allCases)
  func watchedAgain(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = refused(side) {
      $0.takeProfit = TakeProfitLeg(at: side.at(400), takeNotBefore: .second(110))
      $0.takeProfit.terms.wait(until: .second(130))
    }
    let late = refused(side) { $0.takeProfit.terms.wait(until: .tabled) }
    let one = try Setup.tabled { $0.grid.direction = side.onlyDirection }
    let full = TakeProfitFacts.tabled(side, opposite: 400, room: .holding(5, takeProfits: 5))

    #expect(
      lot.nextTakeProfit(.tabled(side, opposite: 400), setup)
        == TakeProfitDecision(leg: lot.takeProfit, gap: .refused, lookAt: .soon))
    #expect(late.nextTakeProfit(.tabled(side), setup) == sends(late, send(side)))
    #expect(
      refused(side).nextTakeProfit(full, one)
        == TakeProfitDecision(
          leg: refused(side).takeProfit, gap: .noRoom, lookAt: .second(130), isShort: true))
  }
}
