import Engine

/// Which log lines are shown.
public enum LogFilter: String, CaseIterable, Sendable {
  case all
  case fills
  case orders
  case control
  case market
  case problems

  /// Whether a line belongs to this kind.
  public func shows(_ tag: LogEntry.Tag) -> Bool { tag.facts.shows(in: self) }

  var next: LogFilter {
    let all = LogFilter.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
