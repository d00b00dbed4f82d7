import Curses
import Engine
import Glibc
import Screen
import Session

/// How far leaving is, from the request to the end of the process.
struct WayOutState {
  var step: Leaving
  /// When to stop waiting, on the monotonic clock in nanoseconds; nil if the operator decides.
  var end: Int64?
}

extension ConsoleLoop {
  /// The longest time that leaving may take if no operator is there to decide.
  private static var hurriedNanoseconds: Int64 { 3_000_000_000 }

  /// Begins to leave as `session.on_exit` says. The loop goes on meanwhile, and the screen shows
  /// what is awaited. A second call leaves at once.
  ///
  /// - Parameter hurries: whether a signal asks or the terminal is gone. The wait is then bounded,
  ///   and the run goes at full speed.
  mutating func leave(hurries: Bool) {
    guard wayOut == nil else {
      isLeaving = true
      return
    }
    switch setup.located.configuration.session.onExit {
    case .keep:
      isLeaving = true
      return
    case .cancelOpens:
      session.perform(.quit)
      wayOut = WayOutState(step: .closing)
    case .flatten:
      session.perform(.flatten)
      wayOut = WayOutState(step: .flattening)
    }
    session.setPaused(false)
    if hurries { hurry() }
    goOnLeaving()
  }

  /// Leaves at once, with every order as it is.
  mutating func leaveAsIs() {
    keepsOrders = true
    isLeaving = true
  }

  /// Bounds the wait of a leave that has begun.
  private mutating func hurry() {
    wayOut?.end = monotonicNanoseconds() + ConsoleLoop.hurriedNanoseconds
    session.setSpeed(.max)
  }

  /// Takes the next step of leaving once nothing is awaited.
  mutating func goOnLeaving() {
    guard let state = wayOut else { return }
    isDirty = true
    let isOver =
      session.isAtEnd || state.end.map { monotonicNanoseconds() >= $0 } ?? false
    switch state.step {
    case .flattening where !session.isFlattening || isOver:
      session.perform(.quit)
      wayOut?.step = .closing
      goOnLeaving()
    case .closing where session.hasQuit || isOver: isLeaving = true
    case .flattening, .closing: break
    }
  }

  /// Handles the loss of the terminal as `session.on_hangup` says: entries are frozen and the run
  /// goes on without a screen, or the run ends. A paused run and a generated market without end
  /// would never end without a screen, so they always end.
  mutating func loseTerminal() {
    guard !isHeadless else { return }
    isHeadless = true
    let process = getpid()
    guard wayOut == nil else {
      terminal.abandon(saying: "rung is quitting without a screen, pid \(process)")
      return hurry()
    }
    switch setup.located.configuration.session.onHangup {
    case .freeze where World.isLive || !session.isPaused && session.facts.last != nil:
      terminal.abandon(
        saying: "rung continues without a screen, pid \(process); entries are frozen;"
          + " kill \(process) quits it cleanly")
      session.perform(.terminalLost)
    case .freeze, .exit:
      terminal.abandon(saying: "rung is quitting without a screen, pid \(process)")
      leave(hurries: true)
    }
  }

  /// What the operator should know after leaving: entry orders whose outcome is unknown, and lots
  /// whose stop ended with this process.
  var farewell: [String] {
    let snapshot = session.snapshot
    let opens = snapshot.pendingOpens.count
    var lines: [String] = []
    if opens > 0, !keepsOrders, setup.located.configuration.session.onExit != .keep {
      lines.append(
        "quit before the venue confirmed the end of \(opens) entry order"
          + (opens == 1 ? "" : "s"))
    }
    if let watched = LeavingText.watched(snapshot) { lines.append(watched) }
    return lines
  }
}
