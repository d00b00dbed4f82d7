import Engine
import Market
import Venue

/// The exit orders: whose they are, where they lie, how much is left.
enum LegsPanel {
  enum Field: Sendable {
    case lot, kind, side, glyph, state, price, left, filled, ahead, reduce, age
  }

  static func columns(_ scene: Scene) -> [Table<Field>.Column] {
    [
      .init(.lot, "lot", 5, rank: 0), .init(.kind, "leg", 4, .left, rank: 1),
      .init(.side, "side", 4, .left, rank: 0), .init(.glyph, "", 1, .left, rank: 0),
      .init(.state, "state", 10, .left, rank: 3),
      .init(.price, "price", scene.priceWidth, rank: 0), .init(.left, "left", 8, rank: 0),
      .init(.filled, "filled", 8, rank: 2), .init(.age, "age", 6, rank: 4),
      .init(.ahead, "ahead", 8, rank: 5), .init(.reduce, "", 11, .left, rank: 6),
    ]
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let legs = scene.snapshot.legs
    let held = scene.snapshot.control.legsAreHeld ? "  HELD since a cancel-all" : ""
    let area = PanelTitle.draw(.legs, detail: "\(legs.count)\(held)", scene, on: &canvas)
    guard !legs.isEmpty else { return canvas.say(emptyText(scene), in: area, as: emptyRole(scene)) }
    Table.draw(
      columns(scene), rowCount: legs.count, selected: scene.selected(.legs, of: legs.count),
      in: area, on: &canvas
    ) { row, field in
      cell(legs[row], field, scene)
    }
  }

  /// No exits with lots open is not the same as no exits with none.
  private static func emptyText(_ scene: Scene) -> SafeText {
    let lots = scene.snapshot.lots.count
    return lots == 0 ? "no exits: no lots are open" : SafeText("NO EXITS for \(lots) open lots")
  }

  private static func emptyRole(_ scene: Scene) -> Role {
    scene.snapshot.lots.isEmpty ? .textDim : .legNaked
  }

  private static func cell(_ leg: LegView, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    let state = OwnOrderText.role(leg.state, leg.side)
    return switch field {
    case .lot: ("#\(leg.lot.value)", .text)
    case .kind: (kind(leg.purpose), .legTakeProfit)
    case .side: (leg.side.word, leg.side.role)
    case .glyph: (String(OwnOrderText.glyph(leg.state)), state)
    case .state: (OwnOrderText.word(leg.state), state)
    case .price: (figures.price(leg.price), .text)
    case .left: (figures.size(leg.quantity.less(leg.filled), fitting: 8), .textStrong)
    case .filled: (leg.filled.isZero ? "" : figures.size(leg.filled, fitting: 8), .text)
    case .ahead: (leg.queueAhead.map { figures.size($0, fitting: 8) } ?? "?", .textDim)
    case .reduce: (leg.isReduceOnly ? "reduce-only" : "plain", .textDim)
    case .age: (scene.ago(leg.sentAt), .textDim)
    }
  }

  private static func kind(_ purpose: Purpose) -> String {
    switch purpose {
    case .takeProfit: "TP"
    case .stopLoss: "SL"
    case .close: "close"
    case .flatten: "flat"
    case .ladder, .manual, .attempt, .completion: "open"
    }
  }
}
