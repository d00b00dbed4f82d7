import Engine
import Market

extension Console {
  /// The panel that the cursor keys move.
  var focused: Panel {
    switch view.overlay {
    case .help: .help
    case .explanation: .explain
    case .books: .books
    case .restart: .restart
    case .none, .dialog, .prompt: view.focus
    }
  }

  /// The number of rows that a page key moves.
  var page: Int { max(1, height(of: focused) - 1) }

  mutating func centreLadder(on snapshot: Snapshot) -> [ConsoleRequest] {
    guard let centre = LadderState.centre(of: snapshot) else {
      return refused("nothing to centre on: no market data yet")
    }
    view.ladder.recentre(on: centre)
    return []
  }

  mutating func zoom(by steps: Int, _ snapshot: Snapshot) -> [ConsoleRequest] {
    guard view.ladder.zoom(by: steps, centre: LadderState.centre(of: snapshot)) else {
      return refused(
        steps < 0 ? "one tick per row is the finest zoom" : "that is the coarsest zoom")
    }
    return []
  }

  /// Selects the best price of a side.
  mutating func select(_ price: Price?, _ side: Side, _ snapshot: Snapshot) -> [ConsoleRequest] {
    guard let price else { return refused("there is no best \(side == .buy ? "bid" : "ask")") }
    focus(.ladder)
    view.ladder.select(price, side, centre: LadderState.centre(of: snapshot))
    return []
  }

  /// Selects the next thing in the row; focuses the next panel if there is none.
  mutating func chooseNext(_ snapshot: Snapshot) -> [ConsoleRequest] {
    if !view.ladder.chooseNext(in: snapshot) { focus(.opens) }
    return []
  }

  // MARK: Lists

  /// Moves a panel's cursor or view by a number of rows; positive is up.
  mutating func move(_ panel: Panel, by rows: Int, _ snapshot: Snapshot) -> [ConsoleRequest] {
    switch panel {
    case .ladder: view.ladder.moveCursor(by: rows, centre: LadderState.centre(of: snapshot))
    case .log: view[scroll: panel] = min(view[scroll: panel] + rows, end(of: panel, snapshot))
    case .opens, .lots, .legs, .metrics, .help, .explain, .books, .restart,
      .header:
      view[scroll: panel] = min(view[scroll: panel] - rows, end(of: panel, snapshot))
    }
    return []
  }

  mutating func moveToEdge(_ panel: Panel, top: Bool, _ snapshot: Snapshot) -> [ConsoleRequest] {
    switch panel {
    case .ladder: view.ladder.moveCursorToEdge(top: top)
    case .log: view[scroll: panel] = top ? end(of: panel, snapshot) : 0
    case .opens, .lots, .legs, .metrics, .help, .explain, .books, .restart,
      .header:
      view[scroll: panel] = top ? 0 : end(of: panel, snapshot)
    }
    return []
  }

  /// How far a panel can be scrolled: to its last row if it has a cursor, otherwise by the rows
  /// that do not fit.
  private func end(of panel: Panel, _ snapshot: Snapshot) -> Int {
    let visible = height(of: panel)
    let end =
      switch panel {
      case .opens: OpenRow.all(snapshot).count - 1
      case .lots: snapshot.lots.count - 1
      case .legs: LegsPanel.rows(snapshot).count - 1
      case .log: LogPanel.end(snapshot, view.filter, rows: visible, area(of: .log).columns)
      case .metrics: MetricLines.count - visible * MetricsPanel.columns(in: area(of: .metrics))
      case .help: HelpPanel.lines(keymap).count - visible
      case .books: rows(of: BooksPanel.lines(snapshot)) - visible
      case .restart: RestartRow.targets(snapshot).count - 1
      case .explain: rows(of: ExplainPanel.lines(snapshot)) - visible
      case .ladder, .header: 0
      }
    return max(0, end)
  }

  private func rows(of lines: [ExplanationText.Line]) -> Int {
    TextBox.wrapped(lines, columns: size.columns).count
  }

  private func area(of panel: Panel) -> Area {
    layout(for: size).panels.first { $0.panel == panel }?.area
      ?? Area(row: 0, column: 0, rows: 0, columns: 0)
  }

  /// The number of rows of a panel's list on the screen.
  private func height(of panel: Panel) -> Int {
    let layout = layout(for: size)
    let rows =
      switch panel {
      case .ladder: layout.ladderRows
      case .help, .explain, .books, .restart: layout.message.row - layout.header.endRow - 2
      case .opens, .lots, .legs: area(of: panel).rows - 2
      case .metrics, .log: area(of: panel).rows - 1
      case .header: 0
      }
    return max(0, rows)
  }
}
