import Engine
import Market

extension Console {
  /// Opens the restart assistant over the panels, as a run that continues does by itself.
  public mutating func openRestart() {
    view.cover(with: .restart)
    view[scroll: .restart] = 0
    questionWasShown = false
  }

  mutating func showRestart(_ status: SessionStatus) -> [ConsoleRequest] {
    guard status.restart != nil else {
      return refused("this run began here: no restart to show")
    }
    openRestart()
    return []
  }

  /// The operator's answer: the run goes on by the policy. It counts only if the assistant was on
  /// the screen before it.
  mutating func resume(_ moment: Moment) -> [ConsoleRequest] {
    let (control, status) = (moment.snapshot.control, moment.status)
    guard status.restart != nil else {
      return refused("this run began here: no restart to answer")
    }
    guard questionWasShown else {
      return refused("too fast: read what was found, then press again")
    }
    uncover()
    guard status.awaitsAnswer(moment.snapshot) else {
      return refused("the restart is answered already")
    }
    tell(
      control.awaitsAnswer
        ? "resumed: the venue is checked once more, then entries go on" : "resumed: the run goes on"
    )
    return (control.awaitsAnswer ? [.command(.resumeEntries)] : [])
      + (status.canStep && status.isPaused ? [.run(true)] : [])
  }

  /// Closes what lies on top. What was typed for it does not answer the restart beneath it.
  mutating func uncover() {
    view.uncover()
    if view.overlay == .restart { questionWasShown = false }
  }
}
