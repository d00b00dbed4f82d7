import Session

extension ConsoleLoop {
  /// Hands the log file what the engine logged since the last time, and shows what happened to the
  /// file.
  mutating func writeLog() {
    guard let log else { return }
    let now = monotonicNanoseconds()
    log.write(session.takeLog(), said: session.facts.venueTexts, wallNanoseconds: now)
    log.flush(wallNanoseconds: now)
    for news in log.takeNews() {
      logNotices = ["\(news)"]
      console.tell("\(news)", isProblem: true)
      isDirty = true
    }
  }
}
