import Engine

/// One line of the log on the screen: an entry, or its continuation.
struct LogLine {
  var clock = SafeText.empty
  var tag = SafeText.empty
  var tagAt = 0
  var tagRole = Role.logTag
  let words: SafeText
  let wordsAt: Int
  var role = Role.logText

  /// The lines of an entry: one, or as many as its words need if `wraps` is true.
  static func all(_ entry: LogEntry, _ words: String, columns: Int, wraps: Bool) -> [LogLine] {
    let isWide = columns >= 100
    let clock = SafeText(isWide ? TimeText.clock(entry.time) : TimeText.clockSeconds(entry.time))
    let tagAt = clock.columns + 2
    let start = tagAt + 9
    let text = SafeText(words)
    let parts = wraps ? text.wrapped(to: max(12, columns - start), hanging: 2) : [text]
    let facts = entry.tag.facts
    return parts.enumerated().map { place, part in
      guard place == 0 else { return LogLine(words: part, wordsAt: start) }
      return LogLine(
        clock: clock, tag: SafeText(facts.label), tagAt: tagAt,
        tagRole: facts.role, words: part, wordsAt: start)
    }
  }

  func draw(row: Int, on canvas: inout Canvas) {
    canvas.write(clock, row: row, column: 1, as: .logTime)
    canvas.write(tag, row: row, columns: tagAt..<max(tagAt, tagAt + 8), as: tagRole)
    canvas.write(words, row: row, columns: wordsAt..<max(wordsAt, canvas.columns), as: role)
  }
}
