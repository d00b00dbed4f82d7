import Engine
import Market

/// The restart assistant: what a run that continues from its journal found, and what the operator
/// can answer. The summary and the keys are always shown; the list between them scrolls.
enum RestartPanel {
  typealias Wrapped = (text: SafeText, role: Role)

  private static let widest = 110

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    guard let facts = scene.status.restart else {
      return canvas.say("this run began here: no restart to show", in: canvas.area)
    }
    let width = min(canvas.columns, widest)
    let room = width - 4
    let head = wrapped(RestartText.summary(scene, facts), to: room)
    let foot = wrapped(RestartText.keys(scene), to: room)
    let (list, chosen) = list(scene, facts, to: room)
    let height = min(canvas.rows, head.count + list.count + foot.count + 4)
    let box = Area(
      row: (canvas.rows - height) / 2, column: (canvas.columns - width) / 2, rows: height,
      columns: width)
    canvas.fill(box, with: " ", as: .dialog)
    canvas.box(
      box, title: SafeText(Panel.restart.title), titleAs: .dialogTitle, as: .dialogBorder)
    canvas.withRegion(box.inset(by: 1)) { canvas in
      var rest = canvas.area
      let top = rest.cutTop(min(rest.rows, head.count))
      let bottom = rest.cutBottom(min(rest.rows, foot.count))
      write(head[...], in: top, on: &canvas)
      write(foot[...], in: bottom, on: &canvas)
      // An empty row above and below the list, if there is room for them.
      let spare = rest.rows - list.count
      if spare > 0 { _ = rest.cutTop(1) }
      if spare > 1 { _ = rest.cutBottom(1) }
      draw(list, chosen, in: rest, on: &canvas)
    }
  }

  /// The list's lines, and which of them the chosen row takes.
  private static func list(
    _ scene: Scene, _ facts: RestartFacts, to room: Int
  ) -> (lines: [Wrapped], chosen: Range<Int>) {
    let selected = RestartRow.selected(in: scene.snapshot, scene.view)
    var (lines, chosen): ([Wrapped], Range<Int>) = ([], 0..<0)
    for row in RestartRow.all(scene, facts) {
      let isChosen = row.target != nil && row.target == selected
      let isHeading = row.role == .dialogTitle
      let mark = isHeading ? "" : isChosen ? "▶ " : "  "
      let part = SafeText(mark + row.text).wrapped(to: room, hanging: 4)
      if isChosen { chosen = lines.count..<lines.count + part.count }
      lines += part.map { ($0, isChosen ? .dialogField : row.role) }
    }
    return (lines, chosen)
  }

  /// Draws the part of the list around what is chosen, and says how much is not shown.
  private static func draw(
    _ list: [Wrapped], _ chosen: Range<Int>, in area: Area, on canvas: inout Canvas
  ) {
    guard area.rows > 0 else { return }
    let last = max(0, list.count - area.rows)
    // The heading above the first choice stays in sight.
    let first = chosen.upperBound <= area.rows ? 0 : min(last, chosen.upperBound - area.rows)
    write(list.dropFirst(first).prefix(area.rows), in: area, on: &canvas)
    let (above, below) = (first, list.count - first - area.rows)
    guard above > 0 || below > 0 else { return }
    let text = SafeText(
      [above > 0 ? "▲ \(above)" : nil, below > 0 ? "▼ \(below)" : nil].compactMap(\.self)
        .joined(separator: " "))
    canvas.write(
      text, row: area.endRow - 1, column: max(0, area.endColumn - text.columns - 1),
      as: .dialogTitle
    )
  }

  private static func wrapped(_ lines: [DialogText.Line], to room: Int) -> [Wrapped] {
    lines.flatMap { line in
      SafeText(line.text).wrapped(to: room, hanging: 2).map { ($0, line.role) }
    }
  }

  private static func write(
    _ lines: ArraySlice<Wrapped>, in area: Area, on canvas: inout Canvas
  ) {
    for (row, line) in lines.prefix(area.rows).enumerated() {
      canvas.write(
        line.text, row: area.row + row,
        columns: min(area.column + 1, area.endColumn)..<area.endColumn, as: line.role)
    }
  }
}
