import Engine

/// What the screen needs for one kind of log line.
struct LogFacts {
  /// The line's tag on the screen, at most eight characters.
  let label: String
  /// The role of the tag, which shows how important the line is.
  let role: Role
  /// The filters that show the line, besides the one that shows all.
  let filters: [LogFilter]
  /// Whether the line's reason follows its words.
  let reason: ReasonUse
  /// The line's words. Parts for which the line has no value are nil and left out.
  let words: (LogParts) -> [String?]

  /// Whether a reason follows the words of a line.
  enum ReasonUse {
    /// The reason adds something, so it follows.
    case added
    /// The words already say it.
    case said
    /// The words already say this reason. Every other reason follows.
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
  /// A line that only says what was done.
  static func plain(
    _ label: String, in filters: [LogFilter] = [], reason: ReasonUse = .added,
    _ words: @escaping (LogParts) -> [String?]
  ) -> LogFacts {
    LogFacts(label: label, role: .logTag, filters: filters, reason: reason, words: words)
  }

  /// A line about our own fills.
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
