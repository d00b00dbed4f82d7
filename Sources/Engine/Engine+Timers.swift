import Market

extension Engine {
  /// Takes over the next wake-up of each part of the engine, and finds the earliest.
  @inline(__always) mutating func setDue() {
    timers[.orderAnswer] = orders.live.answerDue
    timers[.orderQuery] = orders.queries.wakeAt
    timers[.fillPage] = agreement.fillFetch.wakeAt
    timers[.fillCheck] = agreement.fillAudit.wakeAt
    timers[.fillSight] = agreement.fillSight.blindAt
    timers[.comparison] = agreement.rounds.wakeAt
    timers[.orderList] = agreement.listForConfirmation.wakeAt(
      orders.live.confirmations.awaitedSince)
    timers[.account] = switches.marginWait.askAt
    timers[.channels] = agreement.watchdogs.checkAt
    timers[.marketStatus] = market.life.wakeAt
    timers[.deadMan] = switches.deadMan.refreshAt
    timers[.breaker] = switches.breaker.until
    timers[.dayEnd] = dayEndsAt
    timers.settle()
  }

  /// Handles a deadline that the engine asked for.
  mutating func passDeadline() {
    if time >= switches.breaker.until { changes.nameGatedRungs() }
    for timer in Timer.looks where timers.pass(timer, at: time) { look(for: timer) }
  }

  /// Names what waited for this timer, and nothing else.
  private mutating func look(for timer: Timer) {
    switch timer {
    case .retry, .coalescing, .sendRate, .requestBudget, .workBound:
      changes.nameGatedRungs()
    case .cancel: orders.cancelsAreDue()
    case .ownOrder:
      changes.lots.nameAll()
      changes.nameGatedRungs()
      switches.lookAtCommands()
    case .flatten, .cancelAll: switches.lookAtCommands()
    // Every concluded input checks these.
    case .completion, .quit: break
    // The parts that keep these moments check them by themselves.
    case .orderAnswer, .orderQuery, .fillPage, .fillCheck, .fillSight, .comparison, .orderList,
      .account, .channels, .exits, .attempts, .marketStatus, .deadMan, .breaker, .mark, .dayEnd,
      .book:
      break
    }
  }

  /// The timers that the engine waits for, soonest first.
  var timerViews: [TimerView] {
    Timer.allCases.filter { timers[$0] < .never }
      .map { TimerView(timer: $0, at: timers[$0]) }
      .sorted { ($0.at, $0.timer.rawValue) < ($1.at, $1.timer.rawValue) }
  }
}
