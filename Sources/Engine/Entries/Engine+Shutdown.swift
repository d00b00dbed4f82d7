import Market
import Venue

extension Engine {
  /// Fences opens off and cancels those in flight.
  mutating func quit(into effects: inout Effects) {
    guard switches.shutdown.phase == .running else { return }
    switches.shutdown.phase = .closing
    switches.shutdown.deadline = time.advanced(byNanoseconds: settings.entries.shutdownNanoseconds)
    if switches.flattening.isRunning {
      learnFlatten(.takenBack)
      agenda.lots.nameAll()
    }
    switches.control.latch(.quitting, at: time)
    cancelOpens(because: Reason(.quitting), into: &effects)
    markRungs(.freeze, Reason(.quitting))
    attempts.isDue = true
    note(LogEntry(.quitStarted, at: time, reason: Reason(.quitting, value: Int64(liveOpens))))
  }

  /// Whether quitting is through: every outcome is in, or its time is over.
  public var hasQuit: Bool {
    switches.shutdown.phase == .settled || switches.shutdown.phase == .timedOut
  }

  /// Whether a flatten is on its way.
  public var isFlattening: Bool { switches.flattening.isRunning }

  /// How many opens have not ended.
  var liveOpens: Int {
    orders.live.all.reduce(0) { $0 + ($1.id != .vacant && $1.purpose.isEntry ? 1 : 0) }
  }

  /// Ends the wait once every outcome is in, or its time is over.
  mutating func continueShutdown(into effects: inout Effects) {
    // One that came to stand late is cancelled too.
    cancelOpens(because: Reason(.quitting), into: &effects)
    let left = orders.live.all.filter { $0.id != .vacant && $0.purpose.isEntry }
    // Before the first comparison nobody knows what an engine before this one left standing.
    if left.isEmpty, agreement.rounds.hasStarted {
      switches.shutdown.phase = .settled
      note(LogEntry(.quitSettled, at: time))
    } else if time >= switches.shutdown.deadline {
      switches.shutdown.phase = .timedOut
      switches.shutdown.unsettled = left.map(\.id)
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
    } else {
      timers.wake(.quit, at: switches.shutdown.deadline)
    }
  }
}
