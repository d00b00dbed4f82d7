import Engine
import Market

extension Console {
  /// Draws the whole screen. The same inputs always give the same cells.
  public func draw(_ snapshot: Snapshot, _ status: SessionStatus, size: ScreenSize) -> Canvas {
    var canvas = Canvas(columns: size.columns, rows: size.rows, glyphs: options.glyphs)
    let scene = Scene(snapshot: snapshot, status: status, view: view, keymap: keymap)
    if Layout.isTooSmall(columns: size.columns, rows: size.rows) {
      drawTooSmall(scene, on: &canvas)
      return canvas
    }
    let layout = layout(for: size)
    canvas.withRegion(layout.header) { HeaderPanel.draw(scene, on: &$0) }
    for (panel, area) in layout.panels {
      canvas.withRegion(area) { Console.draw(panel, scene, on: &$0) }
    }
    if let tabs = layout.tabs { canvas.withRegion(tabs) { Tabs.draw(scene, on: &$0) } }
    drawOverlay(scene, layout, on: &canvas)
    canvas.withRegion(layout.message) { FooterPanel.drawMessage(scene, on: &$0) }
    canvas.withRegion(layout.footer) { FooterPanel.drawKeys(scene, on: &$0) }
    return canvas
  }

  /// Draws one panel alone on a canvas of any size.
  public func draw(
    _ panel: Panel, of snapshot: Snapshot, _ status: SessionStatus, size: ScreenSize
  ) -> Canvas {
    var canvas = Canvas(columns: size.columns, rows: size.rows, glyphs: options.glyphs)
    let scene = Scene(snapshot: snapshot, status: status, view: view, keymap: keymap)
    Console.draw(panel, scene, on: &canvas)
    return canvas
  }

  private static func draw(_ panel: Panel, _ scene: Scene, on canvas: inout Canvas) {
    switch panel {
    case .ladder: LadderPanel.draw(scene, on: &canvas)
    case .opens: OpensPanel.draw(scene, on: &canvas)
    case .lots: LotsPanel.draw(scene, on: &canvas)
    case .legs: LegsPanel.draw(scene, on: &canvas)
    case .metrics: MetricsPanel.draw(scene, on: &canvas)
    case .log: LogPanel.draw(scene, on: &canvas)
    case .header: HeaderPanel.draw(scene, on: &canvas)
    case .help: HelpPanel.draw(scene, on: &canvas)
    case .explain: ExplainPanel.draw(scene, on: &canvas)
    case .books: BooksPanel.draw(scene, on: &canvas)
    case .restart: RestartPanel.draw(scene, on: &canvas)
    }
  }

  private func drawOverlay(_ scene: Scene, _ layout: Layout, on canvas: inout Canvas) {
    let body = Area(
      row: layout.header.endRow, column: 0, rows: layout.message.row - layout.header.endRow,
      columns: canvas.columns)
    switch view.overlay {
    case .none, .prompt: break
    case .help: canvas.withRegion(body) { HelpPanel.draw(scene, on: &$0) }
    case .books: canvas.withRegion(body) { BooksPanel.draw(scene, on: &$0) }
    case .restart: canvas.withRegion(body) { RestartPanel.draw(scene, on: &$0) }
    case .explanation: canvas.withRegion(body) { ExplainPanel.draw(scene, on: &$0) }
    case .dialog(let dialog):
      canvas.withRegion(body) { DialogPanel.draw(dialog, scene, on: &$0) }
    }
  }

  /// Draws one text for every size below the minimum, or the question if one is open.
  private func drawTooSmall(_ scene: Scene, on canvas: inout Canvas) {
    if case .dialog(let dialog) = view.overlay {
      return DialogPanel.draw(dialog, scene, on: &canvas)
    }
    let freeze = scene.key(for: .freeze)
    let lines = [
      "Rung needs \(Layout.minimumColumns)×\(Layout.minimumRows);",
      "this is \(canvas.columns)×\(canvas.rows).",
      "Trading goes on.",
      "\(freeze) freezes entries.",
    ]
    let top = max(0, (canvas.rows - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      canvas.write(SafeText(line), row: top + row, columns: 0..<canvas.columns, .centre, as: .text)
    }
  }
}

/// The names of the panels that share a place on the screen.
enum Tabs {
  static let panels: [Panel] = [.opens, .lots, .legs, .metrics]

  /// The columns of each name.
  static func places() -> [(panel: Panel, columns: Range<Int>)] {
    var column = 0
    return panels.map { panel in
      let width = panel.tab.utf8.count + 2
      defer { column += width }
      return (panel, column..<column + width)
    }
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    for (panel, columns) in places() {
      let isShown = panel == scene.view.side
      let text = isShown ? "[\(panel.tab)]" : " \(panel.tab) "
      canvas.write(
        SafeText(text), row: 0, column: columns.lowerBound, as: isShown ? .titleFocused : .textDim)
    }
  }
}
