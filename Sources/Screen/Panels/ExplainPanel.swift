import Engine
import Market

/// Why something is as it is: over the panels, or alone.
enum ExplainPanel {
  static func lines(_ snapshot: Snapshot) -> [ExplanationText.Line] {
    guard let explanation = snapshot.explanation else {
      return [ExplanationText.Line("nothing was asked about", .unknown)]
    }
    return ExplanationText.lines(explanation, Figures(snapshot.instrument), at: snapshot.time)
  }

  /// Draws the overlay; `scroll` is the first line shown.
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let lines = lines(scene.snapshot)
    let width = min(canvas.columns, 96)
    let height = min(canvas.rows, lines.count + 2)
    let box = Area(
      row: (canvas.rows - height) / 2, column: (canvas.columns - width) / 2, rows: height,
      columns: width)
    canvas.fill(box, with: " ", as: .help)
    canvas.box(box, title: "Why", titleAs: .helpTitle, as: .dialogBorder)
    let inside = box.inset(by: 1)
    let first = min(scene.view[scroll: .explain], max(0, lines.count - inside.rows))
    canvas.withRegion(inside) { canvas in
      for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
        let start = min(canvas.columns, 1 + line.indent)
        canvas.write(
          SafeText(line.text), row: row, columns: start..<canvas.columns, as: line.role)
      }
    }
    guard inside.rows > 0, first + inside.rows < lines.count else { return }
    let more = SafeText(" ▼ \(lines.count - first - inside.rows) more ")
    canvas.write(
      more, row: box.endRow - 1, column: max(0, box.endColumn - more.columns - 2), as: .helpTitle)
  }
}
