import Engine
import Market
import Venue

/// The exit orders: their lot, their price, and how much is left.
enum LegsPanel {
  enum Field: Sendable {
    case lot, kind, side, glyph, state, price, trigger, left, filled, ahead, reduce, age
  }

  /// A leg that is an order, or a watched stop.
  enum Row {
    case order(LegView)
    case watched(LotView)
  }

  /// Live exits, then the watched stops, which are not orders yet.
  static func rows(_ snapshot: Snapshot) -> [Row] {
    snapshot.legs.map(Row.order)
      + snapshot.lots.filter { !$0.watchedStop.isZero }.map(Row.watched)
  }

  static func columns(_ scene: Scene) -> [Table<Field>.Column] {
    let columns: [Table<Field>.Column] = [
      .init(.lot, "lot", scene.lotWidth, rank: 0), .init(.kind, "leg", 3, .left, rank: 1),
      .init(.side, "side", 4, .left, rank: 2), .init(.glyph, "", 1, .left, rank: 0),
      .init(.state, "state", 10, .left, rank: 3),
      .init(.price, "price", scene.priceWidth, rank: 0), .init(.left, "left", 7, rank: 0),
      .init(.trigger, "trigger", scene.priceWidth, rank: 2),
      .init(.filled, "filled", 8, rank: 3), .init(.age, "age", 6, rank: 4),
      .init(.ahead, "~ahead", 8, rank: 6), .init(.reduce, "", 15, .left, rank: 7),
    ]
    let hasTriggers =
      scene.snapshot.legs.contains { $0.trigger != nil }
      || scene.snapshot.lots.contains { !$0.watchedStop.isZero }
    return columns.filter { $0.field != .trigger || hasTriggers }
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let rows = rows(scene.snapshot)
    let held = scene.snapshot.control.legsAreHeld ? "  HELD since a cancel-all" : ""
    let area = PanelTitle.draw(.legs, detail: "\(rows.count)\(held)", scene, on: &canvas)
    guard !rows.isEmpty else { return canvas.say(emptyText(scene), in: area, as: emptyRole(scene)) }
    Table.draw(
      columns(scene), rowCount: rows.count, selected: scene.selected(.legs, of: rows.count),
      in: area, on: &canvas
    ) { row, field in
      switch rows[row] {
      case .order(let leg): cell(leg, field, scene)
      case .watched(let lot): cell(watched: lot, field, scene)
      }
    }
  }

  /// What an empty panel says. No exits while lots are open is something else than no lots.
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
    case .lot: (leg.purpose == .sideStop ? "several" : scene.lotName(leg.lot), .text)
    case .kind: (kind(leg.purpose), leg.purpose == .stopLoss ? .legStop : .legTakeProfit)
    case .side: (leg.side.word, leg.side.role)
    case .glyph: (String(OwnOrderText.glyph(leg.state)), state)
    case .state: (leg.isTriggered ? "TRIGGERED" : OwnOrderText.word(leg.state), state)
    case .price: (figures.price(leg.price), .text)
    case .trigger: (leg.trigger.map(figures.price) ?? "", .legStop)
    case .left: (figures.size(leg.quantity.less(leg.filled), fitting: 7), .textStrong)
    case .filled: (leg.filled.isZero ? "" : figures.size(leg.filled, fitting: 8), .text)
    case .ahead: (QueueText.column(leg.aheadEstimate, figures), .textDim)
    case .reduce: (leg.isReduceOnly ? "reduce-only" : "not reduce-only", .textDim)
    case .age: (scene.ago(leg.sentAt), .textDim)
    }
  }

  /// A cell of a watched stop, which has no order yet.
  private static func cell(watched lot: LotView, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    let side = lot.side.opposite
    return switch field {
    case .lot: (scene.lotName(lot.id), .text)
    case .kind: ("SL", .legStop)
    case .side: (side.word, side.role)
    case .glyph: (String(Glyphs.planned), .legStop)
    case .state: ("watched", .warning)
    case .price, .trigger: (lot.stop.map(figures.price) ?? "?", .legStop)
    case .left: (figures.size(lot.watchedStop, fitting: 7), .textStrong)
    case .filled, .ahead: ("", .textDim)
    case .reduce: ("no order", .textDim)
    case .age: (scene.ago(lot.openedAt), .textDim)
    }
  }

  private static func kind(_ purpose: Purpose) -> String {
    switch purpose {
    case .takeProfit: "TP"
    case .stopLoss: "SL"
    case .close: "CL"
    case .sideStop: "SS"
    case .flatten: "FL"
    case .ladder, .manual, .attempt, .completion: "open"
    }
  }
}
