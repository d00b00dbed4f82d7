import Engine

/// How much a log line asks of the operator. The raw value is a stable word.
public enum LogLevel: String, CaseIterable, Sendable {
  case info
  /// The operator should notice it.
  case warning
  /// The operator must look into it.
  case error
}

extension LogEntry.Tag {
  /// The word that the console's log shows for this kind of line, such as `FILL`.
  public var screenWord: String { facts.label }

  /// The level by which the console chooses the line's colour.
  public var level: LogLevel { facts.level }
}

extension LogFacts {
  var level: LogLevel {
    role == .logError ? .error : role == .logWarning ? .warning : .info
  }
}
