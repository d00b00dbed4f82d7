import Engine
import Market

/// The lots that filled entries became, and what protects each of them.
enum LotsPanel {
  enum Field: Sendable {
    case id, alert, side, open, closed, entry, exit, stop, cover, mark, profit, realised, fees, age
  }

  /// Below this width in columns, a sign shows who protects a lot.
  private static let narrow = 44

  static func columns(_ scene: Scene, width: Int) -> [Table<Field>.Column] {
    let columns: [Table<Field>.Column] = [
      .init(.id, "lot", scene.lotWidth, rank: 0), .init(.alert, "", 1, .left, rank: 0),
      .init(.side, "side", 5, .left, rank: 3),
      .init(.open, "open", 9, rank: 0), .init(.entry, "entry", scene.priceWidth, rank: 0),
      .init(.profit, "net", 9, rank: 1), .init(.exit, "exit", scene.priceWidth, rank: 2),
      .init(.cover, "cover", 8, rank: 3), .init(.age, "age", 6, rank: 4),
      .init(.stop, "stop", scene.priceWidth, rank: 5),
      .init(.closed, "closed", 8, rank: 6), .init(.realised, "gross", 9, rank: 7),
      .init(.fees, "fees", 8, rank: 8), .init(.mark, "note", 9, .left, rank: 4),
    ]
    let hasStops = scene.snapshot.lots.contains { $0.stop != nil }
    let hasMarks = scene.snapshot.lots.contains { mark($0) != nil }
    return columns.filter {
      ($0.field != .stop || hasStops) && ($0.field != .mark || hasMarks)
        && $0.field != (width < narrow ? .cover : .alert)
    }
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let lots = scene.snapshot.lots
    let naked = scene.snapshot.exposure.naked
    let net =
      "\(lots.count)" + (naked.isZero ? "" : "  NAKED \(scene.figures.size(naked))")
      + "  net \(scene.figures.position(scene.snapshot.account.position))"
    let area = PanelTitle.draw(.lots, detail: net, scene, on: &canvas)
    guard !lots.isEmpty else { return canvas.say("no lots: no filled entry is open", in: area) }
    Table.draw(
      columns(scene, width: area.columns), rowCount: lots.count,
      selected: scene.selected(.lots, of: lots.count),
      in: area, on: &canvas
    ) { row, field in
      cell(lots[row], field, scene)
    }
  }

  private static func cell(_ lot: LotView, _ field: Field, _ scene: Scene) -> (
    text: String, role: Role
  ) {
    let figures = scene.figures
    return switch field {
    case .id: (scene.lotName(lot.id), .text)
    case .side: lot.side == .buy ? ("long", .positionLong) : ("short", .positionShort)
    case .open: ((lot.side == .buy ? "+" : "-") + figures.size(lot.open, fitting: 8), .textStrong)
    case .closed: (lot.closed.isZero ? "" : figures.size(lot.closed, fitting: 8), .text)
    case .entry: (figures.price(lot.entry), .text)
    case .exit: (lot.takeProfit.map(figures.price) ?? "none", .legTakeProfit)
    case .stop: (lot.stop.map(figures.price) ?? "none", lot.stop == nil ? .textDim : .legStop)
    case .cover: cover(lot, figures)
    case .alert: alert(lot)
    case .mark: (mark(lot) ?? "", .warning)
    case .profit: profit(lot, scene)
    case .realised: (figures.money(lot.realised, places: 4), scene.profitRole(lot.realised))
    case .fees: (figures.money(lot.fees, places: 4, signed: false), .text)
    case .age: (scene.ago(lot.openedAt), .textDim)
    }
  }

  /// What is unusual about a lot; nil if nothing is.
  private static func mark(_ lot: LotView) -> String? {
    if lot.stopFiredAt != nil { return "TRIGGERED" }
    if lot.closing != nil { return "closing" }
    if lot.isExcess { return "OVERFILL" }
    if lot.isRunner { return "runner" }
    if lot.isDust { return "dust" }
    if lot.awaitsPosition { return "waits" }
    return lot.takeProfitRetryAt != nil || lot.stopRetryAt != nil ? "rejected" : nil
  }

  /// What protects a lot: an exit, its venue stop or its watched stop; else how much is
  /// unprotected.
  private static func cover(_ lot: LotView, _ figures: Figures) -> (text: String, role: Role) {
    guard lot.naked.isZero else { return ("!" + figures.size(lot.naked, fitting: 7), .legNaked) }
    switch (lot.venueStop.isZero, lot.watchedStop.isZero) {
    case (true, true): return ("covered", .ok)
    case (false, true): return ("venue", .ok)
    case (true, false): return ("watched", .warning)
    case (false, false): return ("both", .warning)
    }
  }

  /// What protects a lot, as a sign: `!` if a part is unprotected, `w` if a stop is only watched.
  private static func alert(_ lot: LotView) -> (text: String, role: Role) {
    if !lot.naked.isZero { return ("!", .legNaked) }
    return lot.watchedStop.isZero ? ("", .ok) : ("w", .warning)
  }

  private static func profit(_ lot: LotView, _ scene: Scene) -> (text: String, role: Role) {
    guard let net = lot.net else { return ("unknown", .unknown) }
    return (scene.figures.money(net, places: 4), scene.market(scene.profitRole(net)))
  }
}
