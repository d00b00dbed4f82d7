import Curses
import Engine
import Glibc
import Screen
import Session

/// The way from the wish to leave to the end of the process.
struct WayOutState {
  var step: Leaving
  /// The wall's moment at which nothing more is awaited; nothing where a person decides.
  var end: Int64?
}

extension ConsoleLoop {
  /// How long leaving may take by the wall's clock where nobody is there to decide.
  private static var hurriedNanoseconds: Int64 { 3_000_000_000 }

  /// Begins to leave as `session.on_exit` says. The loop goes on meanwhile, and the screen says what
  /// is awaited; asked a second time, it leaves at once.
  ///
  /// - Parameter hurries: a signal asks, or the terminal is gone: the wait is bounded, and the run
  ///   takes the fastest pace.
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

  /// Bounds a leave that is on its way.
  private mutating func hurry() {
    wayOut?.end = monotonicNanoseconds() + ConsoleLoop.hurriedNanoseconds
    session.setSpeed(.max)
  }

  /// Takes the next step of a leave once nothing is awaited any more.
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

  /// The terminal is gone: as `session.on_hangup` says opens are frozen and the run goes on without
  /// a screen, or it ends. A run that stands still, and one of a made market without end, would never
  /// end by itself.
  mutating func loseTerminal() {
    guard !isHeadless else { return }
    isHeadless = true
    let process = getpid()
    guard wayOut == nil else {
      terminal.abandon(saying: "rung is quitting without a screen, pid \(process)")
      return hurry()
    }
    switch setup.located.configuration.session.onHangup {
    case .freeze where !session.isPaused && session.facts.last != nil:
      terminal.abandon(
        saying: "rung continues without a screen, pid \(process); entries are frozen;"
          + " kill \(process) quits it cleanly")
      session.perform(.terminalLost)
    case .freeze, .exit:
      terminal.abandon(saying: "rung is quitting without a screen, pid \(process)")
      leave(hurries: true)
    }
  }

  /// What somebody who left should know: opens of which nobody said what became of them, and lots
  /// whose stop ended with this process.
  var farewell: [String] {
    let snapshot = session.snapshot
    let opens = snapshot.pendingOpens.count
    var lines: [String] = []
    if opens > 0, setup.located.configuration.session.onExit != .keep {
      lines.append(
        "quit before the venue confirmed the end of \(opens) entry order"
          + (opens == 1 ? "" : "s"))
    }
    if let watched = LeavingText.watched(snapshot) { lines.append(watched) }
    return lines
  }
}
