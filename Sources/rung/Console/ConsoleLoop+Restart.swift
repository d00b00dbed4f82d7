import Engine
import Screen
import Session

extension ConsoleLoop {
  /// Opens the restart assistant on a run that continues from its journal. Entries of a live run
  /// are held until the operator answers: a command that the journal has like any other. A dry run
  /// is paused.
  mutating func askAboutRestart(_ facts: RestartFacts) {
    restart = facts
    console.openRestart()
    if World.isLive { session.perform(.holdEntries) }
  }
}
