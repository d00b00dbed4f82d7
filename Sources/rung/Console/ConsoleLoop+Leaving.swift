import Curses
import Session

// What happens between the wish to leave and the end of the process.
extension ConsoleLoop {
  /// How long leaving may take by the wall's clock, whatever the engine still waits for.
  private static let leavingNanoseconds: Int64 = 3_000_000_000

  /// Leaves as `session.on_exit` says: opens are cancelled and their outcomes awaited, for a while.
  mutating func leave() {
    let end = monotonicNanoseconds() + ConsoleLoop.leavingNanoseconds
    let isEnough = { monotonicNanoseconds() >= end }
    switch setup.located.configuration.session.onExit {
    case .keep: break
    case .cancelOpens:
      session.perform(.quit)
      session.goOn(until: { $0.hasQuit }, unless: isEnough)
    case .flatten:
      session.perform(.flatten)
      session.goOn(until: { !$0.isFlattening }, unless: isEnough)
      session.perform(.quit)
      session.goOn(until: { $0.hasQuit }, unless: isEnough)
    }
    isLeaving = true
  }

  /// The terminal is gone: as `session.on_hangup` says opens are frozen and the run goes on without
  /// a screen, or it ends. A run that stands still would never end by itself.
  mutating func loseTerminal() {
    guard !isHeadless else { return }
    switch setup.located.configuration.session.onHangup {
    case .freeze where !session.isPaused:
      session.perform(.freeze)
      isHeadless = true
    case .freeze, .exit: leave()
    }
  }
}
