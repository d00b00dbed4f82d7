/// Every action with its keys in the keymap in force, then the meaning of the signs.
enum HelpPanel {
  struct HelpLine: Equatable {
    var keys = ""
    var text = ""
    var isTitle = false
  }

  /// The columns for the keys, to the left of what they do.
  private static let keyColumns = 22

  static func lines(_ keymap: Keymap) -> [HelpLine] {
    var lines: [HelpLine] = []
    for group in ActionGroup.allCases {
      if !lines.isEmpty { lines.append(HelpLine()) }
      lines.append(HelpLine(text: group.rawValue, isTitle: true))
      lines += Action.allCases.filter { $0.facts.group == group }.map { action in
        HelpLine(keys: keys(for: action, keymap), text: action.facts.summary)
      }
    }
    return lines + [HelpLine()] + signs
  }

  /// The keys of the widest context that has any. A narrower context is named.
  static func keys(for action: Action, _ keymap: Keymap) -> String {
    for context in KeyContext.allCases {
      let keys = keymap.bindings(in: context).sequences.filter { $0.action == action }
        .map { $0.keys.map(\.name).joined(separator: " ") }
      guard !keys.isEmpty else { continue }
      let isPlain = context == .normal || action.facts.group == .answers
      return keys.joined(separator: ", ") + (isPlain ? "" : " (\(context.rawValue))")
    }
    return "not bound"
  }

  private static let signs: [HelpLine] =
    [HelpLine(text: "Signs", isTitle: true)]
    + [
      (OwnOrderText.glyph(.planned), "planned: wanted by the grid, not sent"),
      (OwnOrderText.glyph(.inFlight), "in flight: sent, not answered"),
      (OwnOrderText.glyph(.working), "working: accepted by the venue"),
      (OwnOrderText.glyph(.confirmed), "confirmed: the venue's newest list shows it"),
      (OwnOrderText.glyph(.cancelling), "cancelling: cancel sent, not answered"),
      (OwnOrderText.glyph(.foreign), "foreign: on this account, not placed by Rung"),
      (OwnOrderText.glyph(.unknown), "unknown: sent, its outcome is not known"),
      ("T", "exit: a take-profit order in this cell"),
      ("S", "stop at its trigger; planned while Rung watches it"),
      ("!", "beside a lot: part of it is unprotected"),
      ("w", "beside a lot: only Rung watches its stop"),
      ("/", "partly filled: filled/remaining"),
      ("~", "estimate: others' size before an order at its price"),
      (Glyphs.average, "average entry of the position"),
      (Glyphs.anchor, "anchor of the grid"),
      (Glyphs.up, "last trade, higher than the one before"),
      (Glyphs.down, "last trade, lower than the one before"),
    ].map { HelpLine(keys: String($0.0), text: $0.1) }

  /// Draws the overlay; `scroll` is the first line shown.
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let width = min(canvas.columns, 96)
    let box = Area(
      row: 0, column: (canvas.columns - width) / 2, rows: canvas.rows, columns: width)
    canvas.fill(box, with: " ", as: .help)
    canvas.box(box, title: "Help: keys in force", titleAs: .helpTitle, as: .dialogBorder)
    let lines = lines(scene.keymap)
    let inside = box.inset(by: 1)
    let first = min(scene.view[scroll: .help], max(0, lines.count - inside.rows))
    canvas.withRegion(inside) { canvas in
      for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
        draw(line, row: row, on: &canvas)
      }
    }
    guard inside.rows > 0, first + inside.rows < lines.count else { return }
    let more = SafeText(" ▼ \(lines.count - first - inside.rows) more ")
    canvas.write(
      more, row: box.endRow - 1, column: max(0, box.endColumn - more.columns - 2), as: .helpTitle)
  }

  private static func draw(_ line: HelpLine, row: Int, on canvas: inout Canvas) {
    if line.isTitle {
      canvas.write(SafeText(line.text), row: row, column: 1, as: .helpTitle)
    } else {
      let end = min(canvas.columns, 2 + keyColumns)
      canvas.write(SafeText(line.keys), row: row, columns: min(2, end)..<end, as: .helpKey)
      let start = min(canvas.columns, end + 1)
      canvas.write(SafeText(line.text), row: row, columns: start..<canvas.columns, as: .help)
    }
  }
}
