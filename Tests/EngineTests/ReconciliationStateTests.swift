import Market
import Testing
import Venue

@testable import Engine

/// (how far the engine agrees with the venue, news) → how far it does.
@Suite("How far the engine agrees with the venue")
struct ReconciliationStateTests {
  private func reached(_ stage: Reconciliation.Stage) -> Reconciliation {
    var rounds = Reconciliation()
    if stage >= .asked { rounds.begin(quiet: .second(5), follows: true) }
    if stage >= .anchored { rounds.anchor(asOf: .second(1)) }
    if stage == .started { _ = rounds.finish(.start, at: .second(2), again: 1_000) }
    return rounds
  }

  @Test("The start goes from stage to stage, and never back")
  func stages() {
    for stage in Reconciliation.Stage.allCases {
      var anchored = reached(stage)
      var compared = reached(stage)
      var disconnected = reached(stage)
      anchored.anchor(asOf: .second(3))
      _ = compared.finish(.regular, at: .second(3), again: 1_000)
      disconnected.disconnected(compareAt: .second(9))

      #expect(reached(stage).stage == stage)
      #expect(anchored.stage == max(stage, .anchored) && anchored.isAnchored)
      #expect(compared.stage == stage && disconnected.stage == stage)
      #expect(reached(stage).hasStarted == (stage == .started))
    }
  }

  @Test("Of what comes up during a comparison the most urgent follows it, once")
  func queued() {
    for one in ReconcileCause.allCases {
      for other in ReconcileCause.allCases {
        var rounds = reached(.started)
        rounds.begin(.regular, at: .second(3))
        rounds.queue(one)
        rounds.queue(other)

        let next = rounds.finish(.regular, at: .second(4), again: 1_000)
        let nothing = rounds.finish(.regular, at: .second(5), again: 1_000)

        #expect(next == (one.rawValue <= other.rawValue ? one : other))
        #expect(nothing == nil)
      }
    }
  }

  @Test("Opens go once nothing bars them; what stood at the start waits for its plan")
  func opens() {
    var rounds = reached(.started)
    let couldLeaveAtFirst = rounds.barOpens()
    rounds.letOpensGo()
    #expect(!couldLeaveAtFirst && !rounds.barsOpens && rounds.quietFrom == .distantPast)

    let couldLeave = rounds.barOpens()
    #expect(couldLeave && rounds.barsOpens)

    rounds.standing.find(.foreign(7), mayKeep: true)
    rounds.letOpensGo()
    #expect(rounds.barsOpens && rounds.standing.awaitsPlan)
    rounds.standing.swept()
    rounds.endStart()
    #expect(!rounds.barsOpens && !rounds.standing.isLast)
  }
}
