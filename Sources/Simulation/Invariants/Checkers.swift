import Engine
import Market

/// All checkers, called in turn; the first finding is returned.
struct Checkers: Sendable {
  private var all: [any Checker] = [
    VenueIsConsistent(), PositionIsTheSumOfFills(), FillsCountOnce(), EveryFillBelongs(),
    ForeignFillsAlarm(), LotsAreThePosition(), ProfitIsRecomputable(), NoOrderIsForgotten(),
    OneLiveOrderPerRung(), UnknownIsNotResent(), ReconcileBeforeOpens(), IDsAreOurOwn(),
    WorstCaseWithinCap(), ExitsNeverIncrease(), FillsAreProtected(), WatchedStopsGoOff(),
    NoOpenOnStaleBook(), BothLegsAlarm(), PricesWithinCollar(), SendsWithinRate(), BreakerLatches(),
    LastHopAgrees(), NoSelfTrade(), CancelAllEndsEmpty(), EntriesStayOff(), AlarmsStay(),
    Converges(), PlanIsCarriedOut(), WorkIsBounded(), CapsHold(), PeakIsSeen(), TakeProfitsPay(),
    CommandsEnd(), FeesAreSplit(), ExitIsNotResent(), StateSurvives(),
  ]

  /// Invariants whose findings are ignored.
  private let unwatched: [Invariant]

  init(unwatched: [Invariant]) { self.unwatched = unwatched }

  /// Called after a step in which something crossed the boundary, happened at the venue, or was
  /// asked for.
  mutating func look(at stage: borrowing Stage) -> Finding? {
    for place in all.indices {
      if let found = all[place].look(at: stage), isWatched(found) { return found }
    }
    return nil
  }

  /// Called after every other step.
  mutating func follow(_ stage: borrowing Stage) {
    for place in all.indices { all[place].follow(stage) }
  }

  /// Called now and then, with all that the engine shows.
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    for place in all.indices {
      if let found = all[place].look(at: stage, closely: snapshot), isWatched(found) {
        return found
      }
    }
    return nil
  }

  /// A new engine has taken the old one's place.
  mutating func beginEngine() {
    for place in all.indices { all[place].beginEngine() }
  }

  /// Another process continues with the engine that was committed with these checkers.
  mutating func continueEngine(from durable: Checkers) {
    for place in all.indices { all[place].goOn(from: durable.all[place]) }
  }

  private func isWatched(_ finding: Finding) -> Bool { !unwatched.contains(finding.invariant) }
}
