import Engine
import Market

/// The figures in five groups: position and profit, fill capture, grid health, system, risk.
enum MetricsPanel {
  /// The least width of a group's column.
  static let columnWidth = 30

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    var area = canvas.area
    _ = area.cutTop(1)
    let lines = MetricLines.all(scene)
    let columns = columns(in: area)
    let visible = area.rows * columns
    let first = min(scene.view[scroll: .metrics], max(0, lines.count - visible))
    let hidden = lines.count - first - visible
    // The hint is in the title. Over a figure it would leave one that reads as another.
    _ = PanelTitle.draw(
      .metrics, detail: hidden > 0 && area.rows > 0 ? "▼ \(hidden) more" : "", scene, on: &canvas)
    guard min(area.columns, columnWidth) >= 20 else { return canvas.say("widen", in: area) }
    let perColumn = area.columns / columns
    for (place, line) in lines.dropFirst(first).prefix(visible).enumerated() {
      let start = place / area.rows * perColumn
      draw(
        line, row: area.row + place % area.rows,
        columns: start + 1..<max(start + 1, start + perColumn - 1), on: &canvas)
    }
  }

  /// The number of columns of lines, side by side.
  static func columns(in area: Area) -> Int { max(1, area.columns / columnWidth) }

  private static func draw(
    _ line: MetricLine, row: Int, columns: Range<Int>, on canvas: inout Canvas
  ) {
    guard let value = line.value else {
      canvas.write(SafeText(line.label), row: row, columns: columns, as: .title)
      return
    }
    // The label stays readable. It is cut as well only if the value has too little room.
    let left = max(columns.count / 2, columns.count - SafeText(line.label).columns - 1)
    let text = SafeText(value).truncated(to: left)
    let label = columns.lowerBound..<max(columns.lowerBound, columns.upperBound - text.columns - 1)
    canvas.write(SafeText(line.label), row: row, columns: label, as: .label)
    canvas.write(text, row: row, columns: columns, .right, as: line.role)
  }
}

/// A label and its value, or the name of a group.
struct MetricLine: Equatable {
  var label: String
  var value: String?
  var role = Role.text

  static func group(_ name: String) -> MetricLine { MetricLine(label: name, value: nil) }

  init(label: String, value: String?, role: Role = .text) {
    self.label = label
    self.value = value
    self.role = role
  }

  init(_ label: String, _ value: String, _ role: Role = .text) {
    self.init(label: label, value: value, role: role)
  }
}
