import Engine
import Market

extension Console {
  /// Opens the explanation of what is selected.
  mutating func explain(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard let target = selected(in: snapshot) else {
      return refused("nothing is selected to explain")
    }
    explain(target)
    return []
  }

  /// Opens the explanation of a given target, as its key does.
  public mutating func explain(_ target: ExplainTarget) {
    view.cover(with: .explanation(target))
    view[scroll: .explain] = 0
  }

  /// What the cursor of the focused panel is on.
  func selected(in snapshot: Snapshot) -> ExplainTarget? {
    func row<Element>(_ list: [Element]) -> Element? {
      list.isEmpty ? nil : list[min(view[scroll: view.focus], list.count - 1)]
    }
    if view.overlay == .restart { return RestartRow.selected(in: snapshot, view) }
    switch view.focus {
    case .opens: return row(OpenRow.all(snapshot)).map(\.target)
    case .lots: return row(snapshot.lots).map { .lot($0.id) }
    case .legs:
      return row(LegsPanel.rows(snapshot)).map { row in
        switch row {
        case .order(let leg): .order(leg.id)
        case .watched(let lot): .lot(lot.id)
        }
      }
    case .ladder, .metrics, .log, .header, .help, .explain, .books, .restart:
      return atCursor(snapshot)
    }
  }

  /// What is selected in the row under the ladder's cursor; the price if that row has nothing.
  private func atCursor(_ snapshot: Snapshot) -> ExplainTarget? {
    guard let cursor = view.ladder.cursor else { return nil }
    if let (item, _, _) = view.ladder.item(in: snapshot) { return item.target }
    let middle = LadderState.centre(of: snapshot) ?? cursor.ticks
    return .price(cursor.ticks <= middle ? .buy : .sell, cursor)
  }
}
