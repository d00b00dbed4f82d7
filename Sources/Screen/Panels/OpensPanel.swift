import Engine
import Market

/// Every open on its way: what, where, how far, and why.
enum OpensPanel {
  enum Field: Sendable {
    case side, glyph, state, price, left, filled, value, exit, ahead, age, why
  }

  /// Opens of ours, then what is on the account that is not ours.
  static func rows(_ snapshot: Snapshot) -> [PendingOpenView] {
    snapshot.pendingOpens
      + snapshot.reconcile.foreign.map { order in
        let price = order.limit ?? order.trigger?.price ?? Price(ticks: 1)
        return PendingOpenView(
          id: order.id, side: order.side, price: price,
          quantity: order.quantity, filled: order.quantity.less(order.remaining), state: .foreign,
          reason: Reason(.manual), quote: Money(price, times: order.remaining), intendedExit: nil,
          sentAt: order.placedAt)
      }
  }

  static func columns(_ scene: Scene) -> [Table<Field>.Column] {
    [
      .init(.side, "side", 4, .left, rank: 0), .init(.glyph, "", 1, .left, rank: 0),
      .init(.state, "state", 10, .left, rank: 3),
      .init(.price, "price", scene.priceWidth, rank: 0), .init(.left, "left", 8, rank: 0),
      .init(.filled, "filled", 8, rank: 2), .init(.age, "age", 6, rank: 4),
      .init(.ahead, "ahead", 8, rank: 5), .init(.exit, "exit", scene.priceWidth, rank: 6),
      .init(.value, "value", 9, rank: 7), .init(.why, "why", 12, .left, rank: 8),
    ]
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let opens = rows(scene.snapshot)
    let area = PanelTitle.draw(.opens, detail: "\(opens.count)", scene, on: &canvas)
    guard !opens.isEmpty else { return canvas.say(emptyText(scene), in: area) }
    Table.draw(
      columns(scene), rowCount: opens.count, selected: scene.selected(.opens, of: opens.count),
      in: area, on: &canvas
    ) { row, field in
      cell(opens[row], field, scene)
    }
  }

  /// No opens is a fact with a reason.
  private static func emptyText(_ scene: Scene) -> SafeText {
    if scene.snapshot.control.isFrozen { return "no opens: frozen" }
    if let block = scene.snapshot.grid.block {
      return SafeText("no opens: \(block.sentence(scene.figures))")
    }
    return "no opens"
  }

  private static func cell(_ open: PendingOpenView, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    let state = OwnOrderText.role(open.state, open.side)
    return switch field {
    case .side: (open.side.word, open.side.role)
    case .glyph: (String(OwnOrderText.glyph(open.state)), state)
    case .state: (OwnOrderText.word(open.state), state)
    case .price: (figures.price(open.price), .text)
    case .left: (figures.size(open.quantity.less(open.filled), fitting: 8), .textStrong)
    case .filled: (open.filled.isZero ? "" : figures.size(open.filled, fitting: 8), .text)
    case .value: (figures.money(open.quote, signed: false), .text)
    case .exit: (open.intendedExit.map(figures.price) ?? "none", .legTakeProfit)
    case .ahead: (open.queueAhead.map { figures.size($0, fitting: 8) } ?? "?", .textDim)
    case .age: (scene.ago(open.sentAt), .textDim)
    case .why where open.state == .foreign: ("not ours", .ladderForeign)
    case .why:
      (
        open.amendments > 0
          ? "\(open.reason.code.name) moved \(open.amendments)×" : open.reason.code.name,
        .textDim
      )
    }
  }
}

extension Side {
  var word: String { self == .buy ? "buy" : "sell" }
  var role: Role { self == .buy ? .buy : .sell }
}

extension Quantity {
  /// The difference, or zero where more was filled than asked: a screen never traps on data.
  func less(_ other: Quantity) -> Quantity { other < self ? self - other : .zero }
}

extension Scene {
  /// The selected row of a list, while it has the focus.
  func selected(_ panel: Panel, of count: Int) -> Int? {
    guard view.focus == panel, count > 0 else { return nil }
    return min(view[scroll: panel], count - 1)
  }
}
