import Market
import Testing
import Venue

@testable import Engine

/// (state, facts) → decision, of stops that have not gone off.
@Suite("What a lot's stop needs")
struct StopDecisionTests {
  private static func rest(
    _ side: Side, _ steps: Int64, isReduceOnly: Bool = true, isShort: Bool = false
  ) -> StopDecision {
    StopDecision(
      intent: .rest(Quantity(steps: steps), limit: side.at(-100), isReduceOnly: isReduceOnly),
      isShort: isShort)
  }

  private func watching(_ side: Side, _ open: Int64 = 5) -> Lot {
    .tabled(side, open: open, holder: .engine)
  }

  @Test("EXIT-11 A lot without a stop says why it has none")
  func none() throws {
    let (with, without) = (try Setup.tabled(), try Setup.tabled { $0.exits.stop.place = .none })
    let table: [(LotRole, ExitGap, ExitGap)] = [
      (.ordinary, .rangeUnknown, .notSet), (.dust, .rangeUnknown, .notSet),
      (.overfill, .notSet, .notSet), (.runner(isTrailing: false), .runner, .runner),
    ]
    for (role, set, notSet) in table {
      let lot = Lot.tabled(.buy, stop: .none, role: role)
      #expect(lot.nextStop(.tabled(.buy), with) == .wait(set))
      #expect(lot.nextStop(.tabled(.buy), without) == .wait(notSet))
      #expect(lot.nextStop(.tabled(.buy, hold: .cancelAll), with) == .wait(.held))
    }
  }

  @Test(
    "A cancel-all of legs and a flatten hold every stop back, reached or not",
    arguments: Side.allCases)
  func held(side: Side) throws {
    let setup = try Setup.tabled()
    let stops: [StopLeg] = [.none, .waiting(trigger: side.at(0)), .due(trigger: side.at(0))]
    for (hold, gap) in [(ExitHold.cancelAll, ExitGap.held), (.flatten, .flattening)] {
      for stop in stops {
        for isReached in [false, true] {
          let facts = StopFacts.tabled(side, hold: hold, isReached: isReached)
          #expect(Lot.tabled(side, stop: stop).nextStop(facts, setup) == .wait(gap))
        }
      }
    }
  }

  @Test(
    "EXIT-03 A stop that is reached goes out for what is neither out nor being closed",
    arguments: Side.allCases)
  func reached(side: Side) throws {
    let setup = try Setup.tabled()
    func next(_ live: Int64, _ taking: Int64, together: Bool = false) -> StopDecision {
      watching(side).nextStop(
        .tabled(
          side, stops: .out(live), takingOut: taking, isReached: true, isOutTogether: together),
        setup)
    }
    for live in 0...Int64(5) {
      for taking in 0...Int64(5) {
        let left = max(0, 5 - live - taking)
        let lookAt = taking > 0 ? Instant.soon : nil
        let expected =
          left > 0
          ? StopDecision(intent: .trigger(left, worst: side.at(-100)), lookAt: lookAt)
          : StopDecision(intent: .reached, gap: .due, lookAt: lookAt)
        #expect(next(live, taking) == expected)
        #expect(next(live, taking, together: true) == StopDecision(intent: .reached, gap: .due))
      }
    }
  }

  @Test(
    "EXIT-03 Unseen, only what the venue says is reached goes out, however small",
    arguments: Side.allCases)
  func unseen(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000)
    let facts = StopFacts.tabled(side, open: 2, best: nil, seesMarket: false, isReached: true)
    let due = Lot.tabled(side, open: 2, stop: .due(trigger: side.at(0)), holder: .engine)

    #expect(watching(side, 2).nextStop(facts, setup) == .wait(.unseen))
    #expect(
      due.nextStop(facts, setup) == StopDecision(intent: .trigger(2, worst: side.at(-100))))
  }

  @Test(
    "EXIT-13 A reached stop too small to be sent leaves together with others",
    arguments: Side.allCases)
  func together(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000)
    for (isTogether, gap) in [(false, ExitGap.tooSmall), (true, .together)] {
      let facts = StopFacts.tabled(
        side, open: 2, isReached: true, isStoppedTogether: isTogether)
      let expected = StopDecision(intent: .triggerTogether, gap: gap, lookAt: .soon)
      #expect(watching(side, 2).nextStop(facts, setup) == expected)
    }
    let enough = StopFacts.tabled(side, open: 3, isReached: true)
    #expect(
      watching(side, 3).nextStop(enough, setup)
        == StopDecision(intent: .trigger(3, worst: side.at(-100))))
  }

  @Test(
    "EXIT-13 A stop the engine watches says what keeps it from protecting", arguments: Side.allCases
  )
  func watched(side: Side) throws {
    let (any, least) = (try Setup.tabled(), try Setup.tabled(minimum: 25_000))
    for awaitsPosition in [false, true] {
      func next(_ facts: StopFacts, _ setup: Setup) -> StopDecision {
        var lot = watching(side)
        if awaitsPosition { lot.awaitPosition() }
        return lot.nextStop(facts, setup)
      }
      #expect(next(.tabled(side), any) == .wait(.watched))
      #expect(next(.tabled(side, seesMarket: false), any) == .wait(.unseen))
      #expect(next(.tabled(side, stops: .out(5), seesMarket: false), any) == .wait(nil))
      #expect(next(.tabled(side, stops: .out(3)), least) == .wait(.tooSmall))
      #expect(
        next(.tabled(side, stops: .out(3), isStoppedTogether: true), least) == .wait(.together))
    }
  }

  @Test("EXIT-07 The venue is sent no stop before the position is known", arguments: Side.allCases)
  func awaitsPosition(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = Lot.tabled(side) { $0.awaitPosition() }

    #expect(lot.nextStop(.tabled(side), setup) == .wait(.awaitsPosition))
    #expect(
      lot.nextStop(.tabled(side, isReached: true), setup).intent
        == .trigger(5, worst: side.at(-100)))
  }

  @Test(
    "EXIT-04 A refused stop waits for its moment, and is watched where the market is seen",
    arguments: Side.allCases)
  func refused(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = Lot.tabled(side) { $0.stopTerms.wait(until: .second(130)) }
    let again = Lot.tabled(side) { $0.stopTerms.wait(until: .tabled) }

    #expect(lot.nextStop(.tabled(side), setup) == .wait(.refused, lookAt: .second(130)))
    #expect(
      lot.nextStop(.tabled(side, seesMarket: false), setup)
        == .wait(.unseen, lookAt: .second(130)))
    #expect(
      lot.nextStop(.tabled(side, isReached: true), setup).intent
        == .trigger(5, worst: side.at(-100)))
    #expect(again.nextStop(.tabled(side), setup) == Self.rest(side, 5))
  }

  @Test(
    "EXIT-01 The venue gets a stop for what has none, in place of what is misplaced",
    arguments: Side.allCases)
  func rests(side: Side) throws {
    let setup = try Setup.tabled()
    let table: [(StopTotals, Int64)] = [
      (.out(0), 5), (.out(3), 2), (.out(5), 0), (.out(0, misplaced: 3), 5),
      (.out(2, misplaced: 3), 3), (.out(5, misplaced: 3), 0),
      (.out(0, misplaced: 3, isAllReduceOnly: false), 2),
      (.out(0, misplaced: 5, isAllReduceOnly: false), 0),
    ]
    for (stops, missing) in table {
      let decision = Lot.tabled(side).nextStop(.tabled(side, stops: stops), setup)
      #expect(decision == (missing > 0 ? Self.rest(side, missing) : .wait(nil)), "\(stops)")
    }
  }

  @Test("EXIT-07 A stop is for no more than the position has room for", arguments: Side.allCases)
  func room(side: Side) throws {
    let one = try Setup.tabled { $0.grid.direction = side.onlyDirection }
    let both = try Setup.tabled()
    func next(_ room: ExitRoom, _ setup: Setup) -> StopDecision {
      Lot.tabled(side).nextStop(.tabled(side, room: room), setup)
    }

    let none = StopDecision(gap: .noRoom, isShort: true)
    #expect(next(.holding(5, stops: 5), one) == none)
    #expect(next(.holding(5, stops: 3), one) == Self.rest(side, 2, isShort: true))
    #expect(next(.holding(5, stops: 3), both) == Self.rest(side, 5, isReduceOnly: false))
    #expect(next(.holding(5, stops: 3, hasDetached: true), both) == none)
  }

  @Test(
    "EXIT-06 A stop that is not reduce-only waits for the close of its lot, where it is watched",
    arguments: Side.allCases)
  func besideClose(side: Side) throws {
    let setup = try Setup.tabled()
    let lot = Lot.tabled(side) { _ = $0.beginClosing(.age, at: .second(1)) }
    let plain = Self.rest(side, 5, isReduceOnly: false)

    #expect(lot.nextStop(.tabled(side), setup) == Self.rest(side, 5))
    #expect(lot.nextStop(.tabled(side, room: .holding(0)), setup) == .wait(.closing))
    #expect(lot.nextStop(.tabled(side, room: .holding(0), seesMarket: false), setup) == plain)
    #expect(Lot.tabled(side).nextStop(.tabled(side, room: .holding(0)), setup) == plain)
  }

  @Test(
    "EXIT-13 What is too small for a stop gets one for all, a second later",
    arguments: Side.allCases)
  func widening(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000)
    func next(
      _ stops: StopTotals = .out(3), _ holder: StopHolder = .venue, since: Instant? = .second(99),
      room: ExitRoom? = nil, _ other: Setup? = nil
    ) -> StopDecision {
      Lot.tabled(side, holder: holder).nextStop(
        .tabled(side, stops: stops, room: room, unprotectedSince: since), other ?? setup)
    }
    let clear = StopDecision(intent: .clearForOne)

    #expect(next(since: nil) == .wait(.tooSmall, lookAt: .soon))
    #expect(next(since: .second(999)) == .wait(.tooSmall, lookAt: .soon))
    #expect(next() == Self.rest(side, 5))
    #expect(next(room: .holding(0, stops: 3)) == clear, "one that is not reduce-only comes after")
    #expect(next(.out(3), .venueOneAtATime) == clear)
    #expect(next(.out(3, isAllReduceOnly: false)) == clear)
    #expect(next(.out(3, unanswered: 3)) == .wait(.tooSmall))
    #expect(next(.out(0, misplaced: 3, isAllReduceOnly: false)) == .wait(.tooSmall))

    let one = try Setup.tabled(minimum: 25_000) { $0.grid.direction = side.onlyDirection }
    #expect(
      next(room: .holding(3, stops: 3), one) == StopDecision(gap: .noRoom, isShort: true))
    #expect(
      next(room: .holding(4, stops: 3), one)
        == StopDecision(
          intent: .clearForOne, isShort: true))
  }
}
