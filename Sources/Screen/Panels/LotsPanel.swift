import Engine
import Market

/// What filled opens became, and what protects each of them.
enum LotsPanel {
  enum Field: Sendable {
    case id, side, open, closed, entry, exit, naked, profit, realised, fees, age
  }

  static func columns(_ scene: Scene) -> [Table<Field>.Column] {
    [
      .init(.id, "lot", 5, rank: 0), .init(.side, "side", 5, .left, rank: 3),
      .init(.open, "open", 9, rank: 0), .init(.entry, "entry", scene.priceWidth, rank: 0),
      .init(.profit, "profit", 9, rank: 1), .init(.exit, "exit", scene.priceWidth, rank: 2),
      .init(.naked, "naked", 8, rank: 3), .init(.age, "age", 6, rank: 4),
      .init(.closed, "closed", 8, rank: 5), .init(.realised, "realised", 9, rank: 6),
      .init(.fees, "fees", 8, rank: 7),
    ]
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let lots = scene.snapshot.lots
    let net = "\(lots.count)  net \(scene.figures.position(scene.snapshot.account.position))"
    let area = PanelTitle.draw(.lots, detail: net, scene, on: &canvas)
    guard !lots.isEmpty else { return canvas.say("no lots: nothing filled is open", in: area) }
    Table.draw(
      columns(scene), rowCount: lots.count, selected: scene.selected(.lots, of: lots.count),
      in: area, on: &canvas
    ) { row, field in
      cell(lots[row], field, scene)
    }
  }

  private static func cell(_ lot: LotView, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    let naked = lot.naked
    return switch field {
    case .id: ("#\(lot.id.value)", .text)
    case .side: lot.side == .buy ? ("long", .positionLong) : ("short", .positionShort)
    case .open: ((lot.side == .buy ? "+" : "-") + figures.size(lot.open, fitting: 8), .textStrong)
    case .closed: (lot.closed.isZero ? "" : figures.size(lot.closed, fitting: 8), .text)
    case .entry: (figures.price(lot.entry), .text)
    case .exit: (lot.takeProfit.map(figures.price) ?? "none", .legTakeProfit)
    case .naked: naked.isZero ? ("covered", .ok) : (figures.size(naked, fitting: 8), .legNaked)
    case .profit: profit(lot, scene)
    case .realised: (figures.money(lot.realised, places: 4), scene.profitRole(lot.realised))
    case .fees: (figures.money(lot.fees, places: 4, signed: false), .text)
    case .age: (scene.ago(lot.openedAt), .textDim)
    }
  }

  private static func profit(_ lot: LotView, _ scene: Scene) -> (text: String, role: Role) {
    guard let unrealised = lot.unrealised else { return ("unknown", .unknown) }
    return (
      scene.figures.money(unrealised, places: 4), scene.market(scene.profitRole(unrealised))
    )
  }
}
