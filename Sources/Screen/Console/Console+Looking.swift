import Engine
import Market

extension Console {
  /// What the cursor keys move.
  var focused: Panel { view.overlay == .help ? .help : view.focus }

  /// How many rows a page key moves.
  var page: Int { max(1, height(of: focused) - 1) }

  mutating func centreLadder(on snapshot: Snapshot) -> [ConsoleRequest] {
    guard let centre = LadderState.centre(of: snapshot) else {
      return refused("nothing to centre on: there is no market yet")
    }
    view.ladder.recentre(on: centre)
    return []
  }

  mutating func zoom(by steps: Int) -> [ConsoleRequest] {
    guard view.ladder.zoom(by: steps) else {
      return refused(steps < 0 ? "one tick a row is the finest" : "that is the coarsest")
    }
    return []
  }

  mutating func select(_ price: Price?, _ name: String) -> [ConsoleRequest] {
    guard let price else { return refused("there is no best \(name)") }
    focus(.ladder)
    view.ladder.select(price)
    return []
  }

  // MARK: Lists

  /// Moves a panel's cursor or view by rows, up for positive.
  mutating func move(_ panel: Panel, by rows: Int, _ snapshot: Snapshot) -> [ConsoleRequest] {
    switch panel {
    case .ladder: view.ladder.moveCursor(by: rows)
    case .log:
      view[scroll: .log] = min(view[scroll: .log] + rows, max(0, snapshot.log.count - 1))
    case .opens, .lots, .legs, .metrics, .help, .header:
      let last = max(0, count(panel, snapshot) - 1)
      view[scroll: panel] = min(view[scroll: panel] - rows, last)
    }
    return []
  }

  mutating func moveToEdge(_ panel: Panel, top: Bool, _ snapshot: Snapshot) -> [ConsoleRequest] {
    switch panel {
    case .ladder: view.ladder.moveCursorToEdge(top: top)
    case .log: view[scroll: .log] = top ? max(0, snapshot.log.count - 1) : 0
    case .opens, .lots, .legs, .metrics, .help, .header:
      view[scroll: panel] = top ? 0 : max(0, count(panel, snapshot) - 1)
    }
    return []
  }

  /// How many rows a panel's list has.
  private func count(_ panel: Panel, _ snapshot: Snapshot) -> Int {
    switch panel {
    case .opens: snapshot.pendingOpens.count
    case .lots: snapshot.lots.count
    case .legs: snapshot.legs.count
    case .log: snapshot.log.count
    case .ladder: snapshot.ladder.count
    case .metrics: MetricLines.count
    case .help: HelpPanel.lines(keymap).count - height(of: .help) + 2
    case .header: HeaderPanel.rows
    }
  }

  /// How many rows of a panel are on the screen.
  private func height(of panel: Panel) -> Int {
    let layout = layout(for: size)
    switch panel {
    case .ladder: return layout.ladderRows
    case .help: return max(0, layout.message.row - layout.header.endRow - 2)
    case .opens, .lots, .legs, .metrics, .log, .header:
      let area = layout.panels.first { $0.panel == panel }?.area
      return max(0, (area?.rows ?? 0) - 2)
    }
  }
}
