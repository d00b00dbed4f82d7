import Engine
import Market

/// What happened, newest at the bottom.
enum LogPanel {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let filter = scene.view.filter
    let behind = scene.view[scroll: .log]
    let area = PanelTitle.draw(.log, detail: detail(filter, behind: behind), scene, on: &canvas)
    guard area.columns >= 12 else { return canvas.say("widen", in: area) }
    let notices = filter == .all || filter == .problems ? scene.status.notices : []
    let entries = visible(scene.snapshot.log, filter, count: area.rows + behind)
    guard !entries.isEmpty || !notices.isEmpty else {
      return canvas.say(filter == .all ? "no log lines yet" : "no log lines of this kind", in: area)
    }
    let told = entries.map { lines($0, scene, columns: canvas.columns) }
    let all = told + notices.map(lines(notice:))
    for (row, line) in shown(all, behind: behind, rows: area.rows).enumerated() {
      line.draw(row: area.row + row, on: &canvas)
    }
  }

  /// The lines of a page: those before the newest `behind` entries, then later ones if there is
  /// room.
  private static func shown(_ all: [[LogLine]], behind: Int, rows: Int) -> ArraySlice<LogLine> {
    let before = all.dropLast(behind).flatMap(\.self)
    if before.count >= rows { return before.suffix(rows) }
    return all.flatMap(\.self).prefix(max(before.count, rows))
  }

  /// The number of entries newer than the oldest page: how far the log can be scrolled.
  static func end(_ snapshot: Snapshot, _ filter: LogFilter, rows: Int, _ columns: Int) -> Int {
    let entries = snapshot.log.filter { filter.shows($0.tag) }
    let figures = Figures(snapshot.instrument)
    var left = rows
    let page = entries.prefix { entry in
      left -= LogLine.all(entry, LogText.words(entry, figures), columns: columns, wraps: true).count
      return left >= 0
    }
    return entries.count - page.count
  }

  /// An entry is one line, cut if it is too long. While the log has the focus, it is wrapped
  /// instead.
  private static func lines(_ entry: LogEntry, _ scene: Scene, columns: Int) -> [LogLine] {
    let words = LogText.words(entry, scene.figures, said: scene.status.venueTexts)
    return LogLine.all(entry, words, columns: columns, wraps: scene.view.focus == .log)
  }

  private static func lines(notice text: String) -> [LogLine] {
    [LogLine(words: SafeText("NOTICE " + text), wordsAt: 1, role: .logWarning)]
  }

  /// Says that a view is filtered or scrolled, if it is.
  private static func detail(_ filter: LogFilter, behind: Int) -> String {
    var parts: [String] = []
    if filter != .all { parts.append("ONLY \(filter.rawValue)") }
    if behind > 0 { parts.append("▲ \(behind) lines back") }
    return parts.joined(separator: "  ")
  }

  /// The newest `count` entries that a filter shows, oldest first. Older ones are not searched.
  private static func visible(_ log: [LogEntry], _ filter: LogFilter, count: Int) -> [LogEntry] {
    Array(log.reversed().lazy.filter { filter.shows($0.tag) }.prefix(count).reversed())
  }
}
