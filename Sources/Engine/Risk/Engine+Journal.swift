import Market

extension Engine {
  /// Whether the journal can't be written any more. That lasts as long as the process.
  public var hasFailedJournal: Bool { switches.hasFailedJournal }

  /// Takes in what the owner found out about the journal. Without a journal no entry is sent: each
  /// is stopped as by any rule. Exits and cancels continue, since they lower risk.
  mutating func learn(_ news: JournalNews) {
    switch news {
    case .failed:
      switches.journalFailed()
      switches.control.raise(.journalFailed)
      note(LogEntry(.journalFailed, at: time))
      guard switches.control.freeze(.journalFailed, at: time) else { return }
      switches.pullEntries()
      note(LogEntry(.frozen, at: time, reason: Reason(.journalFailed)))
    case .spaceLow:
      switches.control.raise(.journalSpaceLow)
      note(LogEntry(.journalSpaceLow, at: time))
    case .spaceBack: note(LogEntry(.journalSpaceBack, at: time))
    }
  }
}
