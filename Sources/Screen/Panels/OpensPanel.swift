import Engine
import Market

/// Every entry order: what, where, how far and why. For a side without any it says what it waits
/// for.
enum OpensPanel {
  enum Field: Sendable {
    case side, glyph, state, price, left, filled, kind, ends, moves, offset, value, exit, stop
    case ahead, age, why
  }

  static func columns(_ scene: Scene) -> [Table<Field>.Column] {
    let hasAttempts = !scene.snapshot.entries.attempts.isEmpty
    let columns: [Table<Field>.Column] = [
      .init(.side, "side", 4, .left, rank: 0), .init(.glyph, "", 1, .left, rank: 0),
      .init(.state, "state", 10, .left, rank: 3),
      .init(.price, "price", scene.priceWidth, rank: 0), .init(.left, "left", 8, rank: 0),
      .init(.ends, "ends in", 7, rank: 1), .init(.filled, "filled", 8, rank: 2),
      .init(.kind, "kind", 10, .left, rank: 4), .init(.age, "age", 6, rank: 4),
      .init(.offset, "off", 5, rank: 5), .init(.moves, "moved", 5, rank: 5),
      .init(.ahead, "~ahead", 8, rank: 5), .init(.exit, "exit", scene.priceWidth, rank: 6),
      .init(.stop, "stop", scene.priceWidth, rank: 7), .init(.value, "value", 9, rank: 8),
      .init(.why, "why", 12, .left, rank: hasAttempts ? 4 : 9),
    ]
    let hasStops = scene.snapshot.pendingOpens.contains { $0.intendedStop != nil }
    return columns.filter { column in
      switch column.field {
      case .ends, .offset, .moves, .kind: hasAttempts
      case .stop: hasStops
      case .side, .glyph, .state, .price, .left, .filled, .value, .exit, .ahead, .age, .why: true
      }
    }
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let opens = OpenRow.all(scene.snapshot)
    var area = PanelTitle.draw(.opens, detail: "\(opens.count)", scene, on: &canvas)
    drawNotes(scene, in: &area, on: &canvas)
    guard !opens.isEmpty else { return canvas.say(emptyText(scene), in: area) }
    Table.draw(
      columns(scene), rowCount: opens.count, selected: scene.selected(.opens, of: opens.count),
      in: area, on: &canvas
    ) { row, field in
      cell(opens[row], field, scene)
    }
  }

  /// Draws notes about a whole side above the list, which keeps at least a few rows.
  private static func drawNotes(_ scene: Scene, in area: inout Area, on canvas: inout Canvas) {
    let width = area.columns - 2
    for note in EntriesText.notes(scene.snapshot).prefix(max(0, area.rows - 2)) {
      let text = note.wordings.first { SafeText($0).columns <= width } ?? note.wordings.last ?? ""
      canvas.say(SafeText(text).truncated(to: width), in: area.cutTop(1), as: note.role)
    }
  }

  /// What an empty panel says: why there are no entries.
  private static func emptyText(_ scene: Scene) -> SafeText {
    if let first = scene.snapshot.control.freezes.first {
      return SafeText("no entries: frozen by \(FreezeText.who(first.reason))")
    }
    if let block = scene.snapshot.grid.block {
      return SafeText("no entries: \(block.sentence(scene.figures))")
    }
    return "no entry orders"
  }

  private static func cell(_ row: OpenRow, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    let left = row.quantity.less(row.filled)
    return switch field {
    case .side: (row.side.word, row.side.role)
    case .glyph, .state: state(row, isWord: field == .state)
    case .price: (figures.price(row.price), .text)
    case .left: (figures.size(left, fitting: 8), .textStrong)
    case .filled: (row.filled.isZero ? "" : figures.size(row.filled, fitting: 8), .text)
    case .kind: (kind(row), .text)
    case .ends: ends(row.attempt, scene)
    case .moves: (row.attempt.map { $0.reprices > 0 ? "\($0.reprices)×" : "" } ?? "", .text)
    case .offset: (row.attempt.map { "\($0.offset)" } ?? "", .text)
    case .value: (figures.money(Money(row.price, times: left), signed: false), .text)
    case .exit:
      (row.order.map { $0.intendedExit.map(figures.price) ?? "none" } ?? "", .legTakeProfit)
    case .stop: (row.order.map { $0.intendedStop.map(figures.price) ?? "none" } ?? "", .legStop)
    case .ahead:
      (row.order.map { QueueText.column($0.aheadEstimate, figures) } ?? "", .textDim)
    case .age: (row.order.map { scene.ago($0.sentAt) } ?? "", .textDim)
    case .why: why(row)
    }
  }

  /// The order's state as a glyph or a word. If its attempt has a word, that is shown instead.
  private static func state(_ row: OpenRow, isWord: Bool) -> (text: String, role: Role) {
    let state = row.order?.state ?? .planned
    let role = OwnOrderText.role(state, row.side)
    guard isWord else { return (String(OwnOrderText.glyph(state)), role) }
    return (row.attempt?.phase.word ?? OwnOrderText.word(state), role)
  }

  private static func kind(_ row: OpenRow) -> String {
    (row.attempt?.purpose ?? row.id?.purpose)?.words ?? "not ours"
  }

  private static func ends(_ attempt: AttemptView?, _ scene: Scene) -> (text: String, role: Role) {
    guard let deadline = attempt?.deadline else { return ("", .textDim) }
    let left = deadline.nanoseconds(since: scene.snapshot.time)
    return left > 0 ? (TimeText.span(left), .text) : ("over", .warning)
  }

  private static func why(_ row: OpenRow) -> (text: String, role: Role) {
    guard let order = row.order else {
      return (row.attempt?.reason.code.name ?? "", .warning)
    }
    if order.state == .foreign { return ("not ours", .ladderForeign) }
    let name = order.reason.code.name
    return (order.amendments > 0 ? "\(name) moved \(order.amendments)×" : name, .textDim)
  }
}

extension AttemptView.Phase {
  /// What the attempt does; nil while its order only rests.
  var word: String? {
    switch self {
    case .resting: nil
    case .moving: "moving"
    case .waiting: "waiting"
    case .timingOut: "timing out"
    case .fallingBack: "taking"
    case .stopping: "ending"
    }
  }
}

extension Side {
  var word: String { self == .buy ? "buy" : "sell" }
  var role: Role { self == .buy ? .buy : .sell }
}

extension Scene {
  /// The selected row of a list; nil without the focus or if the list is empty.
  func selected(_ panel: Panel, of count: Int) -> Int? {
    guard view.focus == panel, count > 0 else { return nil }
    return min(view[scroll: panel], count - 1)
  }
}
