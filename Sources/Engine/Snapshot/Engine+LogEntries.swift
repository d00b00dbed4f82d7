extension Engine {
  /// The number of lines ever added to the log.
  public var logTotal: Int { log.total }

  /// The lines of the log after the first `total`, oldest first. The log keeps the last 512 lines.
  ///
  /// - Returns: the lines, and how many older ones among those asked for are not kept any more.
  public func logEntries(since total: Int) -> (entries: [LogEntry], lost: Int) {
    let wanted = max(0, log.total - max(0, total))
    let kept = min(wanted, log.count)
    return ((log.count - kept..<log.count).map { log[$0] }, wanted - kept)
  }
}

extension LogFollower {
  /// Looks at the engine after it was given an input for the first time.
  public mutating func follow(_ engine: Engine) {
    let total = engine.logTotal
    guard total != read else { return }
    // A total that falls is that of another engine, which began afresh.
    let (entries, lost) = engine.logEntries(since: total < read ? 0 : read)
    add(entries, lost: lost, total: total)
  }

  /// The engine went back to an earlier state, and goes another way from there.
  public mutating func follow(otherFutureOf engine: Engine) {
    beginOtherFuture(after: engine.logTotal, at: engine.time)
  }
}

extension LogEntry.Tag {
  /// The stable word for log files and records: the case's name, such as `entry_filled`.
  public var word: String { Self.recordWords[self] }

  private static let recordWords = CaseWords(of: Self.self)
}
