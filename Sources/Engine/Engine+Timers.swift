import Market

extension Engine {
  /// Takes over when each part of the engine wants a look next, and finds the least.
  @inline(__always) mutating func setDue() {
    timers[.orderAnswer] = orders.live.answerDue
    timers[.orderQuery] = orders.queries.wakeAt
    timers[.fillPage] = agreement.fillFetch.wakeAt
    timers[.fillCheck] = agreement.fillAudit.wakeAt
    timers[.fillSight] = agreement.fillSight.blindAt
    timers[.comparison] = agreement.rounds.wakeAt
    timers[.account] = switches.marginWait.askAt
    timers[.channels] = agreement.watchdogs.checkAt
    timers[.marketStatus] = market.life.wakeAt
    timers[.deadMan] = switches.deadMan.refreshAt
    timers[.breaker] = switches.breaker.until
    timers[.dayEnd] = dayEndsAt
    timers.settle()
  }

  /// What the engine waits for though nothing happens, soonest first.
  var timerViews: [TimerView] {
    Timer.allCases.filter { timers[$0] < .never }
      .map { TimerView(timer: $0, at: timers[$0]) }
      .sorted { ($0.at, $0.timer.rawValue) < ($1.at, $1.timer.rawValue) }
  }
}
