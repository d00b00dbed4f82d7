import Engine
import Market

/// Says in one line what is selected in the ladder's row, how much else is there, and why.
enum CursorText {
  static func words(_ scene: Scene) -> String? {
    guard let cursor = scene.view.ladder.cursor else { return nil }
    guard let (item, place, count) = scene.view.ladder.item(in: scene.snapshot) else {
      return "\(scene.figures.price(cursor)): \(nothing(scene))"
    }
    let key = scene.key(for: .chooseNext, in: .ladder)
    let which = count > 1 ? "\(place + 1) of \(count) here (\(key)): " : ""
    return which + words(item, scene) + seen(item, scene)
  }

  /// The text if none of our own orders or rungs is there. In cycle mode it says why a side is
  /// idle.
  private static func nothing(_ scene: Scene) -> String {
    let entries = scene.snapshot.entries
    guard entries.mode == .cycle else { return "no own order or rung here" }
    let idle = Side.allCases.compactMap { side in
      entries.idle(side).map { "\(side.word) idle: \($0.code.name)" }
    }
    return (["no own order here"] + idle).joined(separator: "; ")
  }

  private static func words(_ item: LadderItem, _ scene: Scene) -> String {
    let reason = item.reason.map { ": " + $0.sentence(scene.figures) } ?? ""
    switch item.kind {
    case .stop: return "stop of \(lot(item)): \(trade(item, scene)) \(state(item))"
    case .exit: return "exit of \(lot(item)): \(trade(item, scene)) \(state(item))"
    case .open: return open(item, scene)
    case .foreign: return "an order not placed by Rung: \(trade(item, scene)) \(state(item))"
    case .watchedStop:
      return "stop of \(lot(item)), watched only by Rung: \(trade(item, scene))"
    case .wanted: return wanted(item, scene)
    case .hole: return "\(rung(item, scene)) is empty\(reason)"
    case .lot:
      let size = scene.figures.size(item.remaining)
      return "\(lot(item)): \(item.side == .buy ? "long" : "short") \(size) @ "
        + scene.figures.price(item.price)
    }
  }

  private static func lot(_ item: LadderItem) -> String {
    item.lot.map { "lot #\($0.value)" } ?? "several lots"
  }

  private static func state(_ item: LadderItem) -> String {
    "\(OwnOrderText.glyph(item.state)) \(OwnOrderText.word(item.state))"
  }

  /// How long ago the venue confirmed the order.
  private static func seen(_ item: LadderItem, _ scene: Scene) -> String {
    item.confirmedAt.map { "; on the venue's list \(scene.ago($0)) ago" } ?? ""
  }

  private static func trade(_ item: LadderItem, _ scene: Scene) -> String {
    "\(item.side.word) \(scene.figures.size(item.remaining)) @ \(scene.figures.price(item.price))"
  }

  private static func rung(_ item: LadderItem, _ scene: Scene) -> String {
    guard case .rung(let side, let level, let price, _) = item.subject else { return "" }
    return "\(side.word) rung \(level) @ \(scene.figures.price(price))"
  }

  /// A live entry order, described as its rung if the current plan has one there.
  private static func open(_ item: LadderItem, _ scene: Scene) -> String {
    let rung = scene.snapshot.grid.rungs.first {
      $0.side == item.side && $0.price == item.price && $0.state != .planned
    }
    let name =
      rung.map { "\($0.side.word) rung \($0.level) @ \(scene.figures.price($0.price))" }
      ?? trade(item, scene)
    let reason = (rung?.reason ?? item.reason).map { ": " + $0.sentence(scene.figures) } ?? ""
    return "\(name) \(state(item))\(reason)"
  }

  /// A rung or an attempt without a live order.
  private static func wanted(_ item: LadderItem, _ scene: Scene) -> String {
    let reason = item.reason.map { ": " + $0.sentence(scene.figures) } ?? ""
    guard case .attempt(let id) = item.subject else {
      return "\(rung(item, scene)) \(state(item))\(reason)"
    }
    let attempt = scene.snapshot.entries.attempts.first { $0.id == id }
    return "\(item.side.word) \(attempt?.purpose.words ?? "attempt") @ "
      + "\(scene.figures.price(item.price)) \(attempt?.phase.word ?? "without an order")\(reason)"
  }
}
