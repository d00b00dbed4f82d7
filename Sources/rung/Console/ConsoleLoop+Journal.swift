import Engine
import Session

extension ConsoleLoop {
  /// Hands over to the journal what happened, and tells the engine what is wrong with it.
  mutating func keepJournal() {
    guard let keeper,
      let news = session.keepUp(keeper, wallNanoseconds: monotonicNanoseconds())
    else { return }
    session.hear(news)
    isDirty = true
  }

  /// Gives a command of the operator. A record takes none, and a command in the past of a recorded
  /// run begins another future, which has no journal.
  mutating func perform(_ command: Command) {
    if session.facts.isRecord {
      console.tell("this is a journal: it can be stepped through and takes no commands")
      return
    }
    if session.timeline.isInThePast {
      console.tell(
        "this begins another future; the journal keeps what was recorded, and no more is added",
        isProblem: true)
    }
    session.perform(command)
  }

  /// Closes the journal, if there is one. Returns the exit code of the run.
  func endJournal() -> ExitCode {
    guard let keeper else { return .done }
    return rung.endJournal(keeper, session.timeline.world.engine)
  }
}
