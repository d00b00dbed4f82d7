import Engine

/// Which log lines the log shows.
public enum LogFilter: String, CaseIterable, Sendable {
  case all
  case fills
  case orders
  case control
  case market
  case problems

  /// Whether this filter shows a line.
  public func shows(_ tag: LogEntry.Tag) -> Bool { tag.facts.shows(in: self) }

  var next: LogFilter {
    let all = LogFilter.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
