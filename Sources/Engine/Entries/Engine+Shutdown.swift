import Market
import Venue

extension Engine {
  /// Stops entries for good and cancels the live ones.
  mutating func quit(into effects: inout Effects) {
    guard switches.shutdown.phase == .running else { return }
    switches.quit(
      until: time.advanced(byNanoseconds: settings.entries.shutdownNanoseconds), at: time)
    if switches.flattening.isRunning {
      learnFlatten(.takenBack)
      changes.lots.nameAll()
    }
    cancelOpens(because: Reason(.quitting), into: &effects)
    markRungs(.freeze, Reason(.quitting))
    attempts.isDue = true
    note(LogEntry(.quitStarted, at: time, reason: Reason(.quitting, value: Int64(liveOpens))))
  }

  /// Whether quitting is finished: every outcome is known, or its time is over.
  public var hasQuit: Bool {
    switch switches.shutdown {
    case .settled, .timedOut: true
    case .running, .closing: false
    }
  }

  /// Whether a flatten is running.
  public var isFlattening: Bool { switches.flattening.isRunning }

  /// How many entries have not ended.
  var liveOpens: Int {
    orders.live.all.reduce(0) { $0 + ($1.id != .vacant && $1.purpose.isEntry ? 1 : 0) }
  }

  /// Ends the wait once every outcome is known, or its time is over.
  mutating func continueShutdown(into effects: inout Effects) {
    guard case .closing = switches.shutdown else { return }
    // An entry that became live late is cancelled too.
    cancelOpens(because: Reason(.quitting), into: &effects)
    switch switches.shutdown.next(shutdownFacts) {
    case .nothing: break
    case .wait(let deadline): timers.wake(.quit, at: deadline)
    case .settle:
      switches.learn(shutdown: .settled)
      note(LogEntry(.quitSettled, at: time))
    case .timeOut: timeOutShutdown()
    }
  }

  private var shutdownFacts: ShutdownFacts {
    ShutdownFacts(now: time, left: liveOpens, hasCompared: agreement.rounds.hasStarted)
  }

  private mutating func timeOutShutdown() {
    let left = orders.live.all.filter { $0.id != .vacant && $0.purpose.isEntry }
    switches.learn(shutdown: .timedOut(unsettled: left.map(\.id)))
    recoveries.count(.quitTimedOut)
    if !agreement.rounds.hasStarted {
      note(LogEntry(.quitTimedOut, at: time, reason: reconcileReading.reason))
    }
    for order in left {
      note(
        LogEntry(
          .quitTimedOut, at: time, side: order.side, price: order.price,
          quantity: order.remaining, order: order.id))
    }
  }
}
