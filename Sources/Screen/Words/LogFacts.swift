import Engine

/// What the screen knows of one kind of log line.
struct LogFacts {
  /// The line's tag as it stands on the screen, at most eight characters.
  let label: String
  /// How much the line weighs.
  let role: Role
  /// The filters that show it, beside the one that shows all.
  let filters: [LogFilter]
  /// Whether the line's reason follows its words.
  let reason: ReasonUse
  /// The line's words; those that it has nothing for are left out.
  let words: (LogParts) -> [String?]

  /// Whether a reason follows the words of a line.
  enum ReasonUse {
    /// It adds something.
    case added
    /// The words say it already.
    case said
    /// The words say this one already; every other one adds something.
    case saidOf(Reason.Code)
  }

  func shows(in filter: LogFilter) -> Bool { filter == .all || filters.contains(filter) }

  /// Whether a reason adds something to the words.
  func adds(_ reason: Reason) -> Bool {
    switch self.reason {
    case .added: true
    case .said: false
    case .saidOf(let code): reason.code != code
    }
  }
}

extension LogFacts {
  /// A line that only tells what was done.
  static func plain(
    _ label: String, in filters: [LogFilter] = [], reason: ReasonUse = .added,
    _ words: @escaping (LogParts) -> [String?]
  ) -> LogFacts {
    LogFacts(label: label, role: .logTag, filters: filters, reason: reason, words: words)
  }

  /// A line about fills of ours.
  static func fill(
    _ label: String, in filters: [LogFilter] = [], reason: ReasonUse = .added,
    _ words: @escaping (LogParts) -> [String?]
  ) -> LogFacts {
    LogFacts(label: label, role: .logFill, filters: filters, reason: reason, words: words)
  }

  /// A line that the operator should notice.
  static func warning(
    _ label: String, in filters: [LogFilter] = [], reason: ReasonUse = .added,
    _ words: @escaping (LogParts) -> [String?]
  ) -> LogFacts {
    LogFacts(label: label, role: .logWarning, filters: filters, reason: reason, words: words)
  }

  /// A line that the operator must look into.
  static func error(
    _ label: String, in filters: [LogFilter] = [], reason: ReasonUse = .added,
    _ words: @escaping (LogParts) -> [String?]
  ) -> LogFacts {
    LogFacts(label: label, role: .logError, filters: filters, reason: reason, words: words)
  }
}
