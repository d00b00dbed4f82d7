/// Lines of text in a box in the middle of the screen. A small screen shows a part of them. A line
/// that is wider than the box is wrapped.
enum TextBox {
  /// The lines as a screen of `columns` columns shows them.
  static func wrapped(
    _ lines: [ExplanationText.Line], columns: Int
  ) -> [(text: SafeText, role: Role)] {
    let width = min(columns, 96) - 3
    return lines.flatMap { line in
      let text = SafeText.repeating(" ", count: line.indent) + SafeText(line.text)
      return text.wrapped(to: width, hanging: line.indent + 2).map { ($0, line.role) }
    }
  }

  /// Draws the lines. If they don't all fit, `first` is the first one shown.
  static func draw(
    _ title: SafeText, _ lines: [ExplanationText.Line], from first: Int, on canvas: inout Canvas
  ) {
    let lines = wrapped(lines, columns: canvas.columns)
    let width = min(canvas.columns, 96)
    let height = min(canvas.rows, lines.count + 2)
    let box = Area(
      row: (canvas.rows - height) / 2, column: (canvas.columns - width) / 2, rows: height,
      columns: width)
    canvas.fill(box, with: " ", as: .help)
    canvas.box(box, title: title, titleAs: .helpTitle, as: .dialogBorder)
    let inside = box.inset(by: 1)
    let first = min(first, max(0, lines.count - inside.rows))
    canvas.withRegion(inside) { canvas in
      for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
        canvas.write(
          line.text, row: row, columns: min(canvas.columns, 1)..<canvas.columns, as: line.role)
      }
    }
    guard inside.rows > 0, first + inside.rows < lines.count else { return }
    let more = SafeText(" ▼ \(lines.count - first - inside.rows) more ")
    canvas.write(
      more, row: box.endRow - 1, column: max(0, box.endColumn - more.columns - 2), as: .helpTitle)
  }
}
