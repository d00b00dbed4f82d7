/// Lines of text in a box in the middle, of which a small screen shows a part.
enum TextBox {
  /// Draws the lines; `first` is the first one shown, where they don't all fit.
  static func draw(
    _ title: SafeText, _ lines: [ExplanationText.Line], from first: Int, on canvas: inout Canvas
  ) {
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
