import Market
import Testing
import Venue

@testable import Engine

/// (state, facts) → decision, of stops that went off. They went off ten seconds ago and were to fill within
/// five; one that is fresh has until a second from now.
@Suite("What a stop that went off needs")
struct TriggeredStopDecisionTests {
  private func stop(isFresh: Bool = false, blocked: Price? = nil, tries: UInt8 = 0) -> TriggeredStop
  {
    TriggeredStop(
      trigger: Side.buy.at(0), since: .second(90), tryAt: .second(isFresh ? 101 : 95),
      tries: tries, blocked: blocked)
  }

  private func next(_ stop: TriggeredStop, _ facts: StopFacts, _ setup: Setup) -> StopDecision {
    Lot.tabled(facts.side, stop: .triggered(stop)).nextStop(facts, setup)
  }

  private static func escalates(
    _ side: Side, _ steps: Int64, gap: ExitGap = .stopFired, lookAt: Instant? = nil
  ) -> StopDecision {
    StopDecision(
      intent: .escalate(
        steps, worst: side.at(-200), slippage: BasisPoints(hundredths: 20_000), tries: 1),
      gap: gap, lookAt: lookAt)
  }

  @Test(
    "EXIT-03 What an order of ours was before goes on at its worst price", arguments: Side.allCases)
  func goesOn(side: Side) throws {
    let setup = try Setup.tabled()
    for isFresh in [false, true] {
      let stop = stop(isFresh: isFresh, blocked: side.at(-100))
      #expect(
        next(stop, .tabled(side), setup)
          == StopDecision(intent: .resume(5, worst: side.at(-100))))
      #expect(
        next(stop, .tabled(side, takingOut: 2), setup)
          == StopDecision(intent: .resume(3, worst: side.at(-100)), lookAt: .soon))
    }
  }

  @Test(
    "EXIT-06 What went off waits for a close of its lot, not for other stops",
    arguments: Side.allCases)
  func waits(side: Side) throws {
    let setup = try Setup.tabled()
    let stop = stop(blocked: side.at(-100))
    let forgotten = StopDecision(intent: .forgetBlocked, gap: .stopFired)

    #expect(
      next(stop, .tabled(side, takingOut: 5), setup) == .wait(.stopFired, lookAt: .soon))
    #expect(
      next(stop, .tabled(side, stops: .out(3), takingOut: 2), setup)
        == .wait(.stopFired, lookAt: .soon))
    #expect(next(stop, .tabled(side, stops: .out(5)), setup) == forgotten)
    #expect(next(stop, .tabled(side, isOutTogether: true), setup) == forgotten)
    #expect(
      next(stop, .tabled(side, takingOut: 5, isOutTogether: true), setup) == .wait(.stopFired))
  }

  @Test(
    "What went off sends nothing while exits are held or the market is unseen",
    arguments: Side.allCases)
  func held(side: Side) throws {
    let setup = try Setup.tabled()
    let table: [(StopFacts, ExitGap)] = [
      (.tabled(side, hold: .cancelAll), .held), (.tabled(side, hold: .flatten), .flattening),
      (.tabled(side, seesMarket: false), .unseen), (.tabled(side, best: nil), .stopFired),
    ]
    for (facts, gap) in table {
      #expect(next(stop(isFresh: true), facts, setup) == .wait(gap, lookAt: .soon))
      #expect(next(stop(), facts, setup) == .wait(gap))
      if facts.best != nil {
        #expect(next(stop(blocked: side.at(-100)), facts, setup) == .wait(gap))
      }
    }
    #expect(
      next(stop(), .tabled(side, stops: .out(5), hold: .cancelAll), setup)
        == StopDecision(intent: .takeBack, gap: .held))
  }

  @Test(
    "EXIT-03 What does not fill in time is taken back, and then sent wider",
    arguments: Side.allCases)
  func escalates(side: Side) throws {
    let setup = try Setup.tabled()
    func next(_ isFresh: Bool, live: Int64) -> StopDecision {
      self.next(stop(isFresh: isFresh), .tabled(side, stops: .out(live)), setup)
    }

    for live in 0...Int64(5) {
      #expect(next(true, live: live) == .wait(.stopFired, lookAt: .soon))
      #expect(
        next(false, live: live)
          == (live > 0
            ? StopDecision(intent: .takeBack, gap: .stopFired) : Self.escalates(side, 5)))
    }
  }

  @Test("EXIT-03 It escalates for what no close is out for", arguments: Side.allCases)
  func besideClose(side: Side) throws {
    let setup = try Setup.tabled()

    #expect(
      next(stop(), .tabled(side, takingOut: 2), setup)
        == Self.escalates(side, 3, lookAt: .soon))
    #expect(next(stop(), .tabled(side, takingOut: 5), setup) == .wait(.stopFired, lookAt: .soon))
    #expect(next(stop(), .tabled(side, isOutTogether: true), setup) == .wait(.stopFired))
  }

  @Test(
    "EXIT-03 Each try slips twice as far past the best, to the widest", arguments: Side.allCases)
  func widens(side: Side) throws {
    let setup = try Setup.tabled()
    let table: [(UInt8, Int64, UInt8)] = [(0, 200, 1), (1, 400, 2), (2, 500, 3), (16, 500, 16)]
    for (tries, ticks, after) in table {
      let decision = next(stop(tries: tries), .tabled(side), setup)
      let slippage = BasisPoints(hundredths: ticks * 100)
      #expect(
        decision.intent
          == .escalate(5, worst: side.at(-ticks), slippage: slippage, tries: after))
    }
  }

  @Test("EXIT-13 What is too small to be sent says so", arguments: Side.allCases)
  func small(side: Side) throws {
    let setup = try Setup.tabled(minimum: 25_000)
    for (isTogether, gap) in [(false, ExitGap.tooSmall), (true, .together)] {
      let facts = StopFacts.tabled(side, open: 2, isStoppedTogether: isTogether)
      #expect(next(stop(isFresh: true), facts, setup) == .wait(gap, lookAt: .soon))
      #expect(next(stop(), facts, setup) == Self.escalates(side, 2, gap: gap))
    }
    #expect(setup.isTooSmallToStop(.tabled(side, open: 2), isPlain: false))
    #expect(!setup.isTooSmallToStop(.tabled(side, open: 3), isPlain: false))
    #expect(!setup.isTooSmallToStop(.tabled(side, open: 2, best: nil), isPlain: false))
    let out = StopFacts.tabled(side, open: 2, isOutTogether: true)
    #expect(next(stop(isFresh: true), out, setup) == .wait(.stopFired, lookAt: .soon))
  }

  @Test(
    "EXIT-01 What closes the whole position is spared the minimum, unless it is plain",
    arguments: Side.allCases)
  func spared(side: Side) throws {
    let setup = try Setup.tabled(
      minimum: 25_000, capabilities: { $0.minimumSparesWholeClose = true })

    #expect(!setup.isTooSmallToStop(.tabled(side, open: 2), isPlain: false))
    #expect(setup.isTooSmallToStop(.tabled(side, open: 2), isPlain: true))
  }
}
