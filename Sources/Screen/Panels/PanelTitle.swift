/// The first row of a panel: a line with its name, a detail and the age of its data.
enum PanelTitle {
  /// Draws the title and returns the canvas area below it.
  static func draw(_ panel: Panel, detail: String = "", _ scene: Scene, on canvas: inout Canvas)
    -> Area
  {
    var rest = canvas.area
    _ = rest.cutTop(1)
    let isFocused = scene.view.focus == panel && scene.view.overlay == .none
    let line = Area(row: 0, column: 0, rows: 1, columns: canvas.columns)
    canvas.fill(line, with: Glyphs.horizontal, as: isFocused ? .borderFocused : .border)
    var at = 0
    if isFocused {
      canvas.fill(
        Area(row: 0, column: 0, rows: 1, columns: 1), with: Glyphs.right, as: .titleFocused)
    }
    at = 1
    let title = SafeText(" \(panel.title) ").prefix(canvas.columns - 2)
    at += canvas.write(title, row: 0, column: at, as: isFocused ? .titleFocused : .title)
    let age = SafeText(" \(scene.age.text) ")
    let ageColumn = canvas.columns - age.columns - 1
    let showsAge = ageColumn > at
    if showsAge { canvas.write(age, row: 0, column: ageColumn, as: scene.age.role) }
    let room = (showsAge ? ageColumn : canvas.columns) - at
    if !detail.isEmpty, room > 3 {
      canvas.write(SafeText(detail + " ").truncated(to: room), row: 0, column: at, as: .label)
    }
    return rest
  }
}

extension Canvas {
  /// What a panel says when it has no rows to show.
  mutating func say(_ text: SafeText, in area: Area, as role: Role = .textDim) {
    guard area.rows > 0, area.columns > 2 else { return }
    write(text, row: area.row, columns: area.column + 1..<area.endColumn, as: role)
  }
}
