import Engine
import Market

/// Says in a line what stands at the selected price, and why.
enum CursorText {
  static func words(_ scene: Scene) -> String? {
    guard let cursor = scene.view.ladder.cursor else { return nil }
    let low = scene.view.ladder.label(of: cursor.ticks)
    let band = low..<low + scene.view.ladder.ticksPerRow
    return rung(in: band, scene) ?? leg(in: band, scene) ?? open(in: band, scene)
      ?? attempt(in: band, scene) ?? "\(scene.figures.price(cursor)): \(nothing(scene))"
  }

  /// Nothing of ours is there. Without rungs the sides themselves have reasons.
  private static func nothing(_ scene: Scene) -> String {
    let entries = scene.snapshot.entries
    guard entries.mode == .cycle else { return "no order or rung of ours" }
    let idle = Side.allCases.compactMap { side in
      entries.idle(side).map { "\(side.word) idle: \($0.code.name)" }
    }
    return (["no order of ours"] + idle).joined(separator: "; ")
  }

  /// An attempt that has no live order now.
  private static func attempt(in band: Range<Int64>, _ scene: Scene) -> String? {
    let waiting = scene.snapshot.entries.attempts.first {
      $0.order == nil && band.contains($0.price.ticks)
    }
    guard let waiting else { return nil }
    return "\(waiting.side.word) \(waiting.purpose.words) @ \(scene.figures.price(waiting.price)) "
      + "\(waiting.phase.word ?? "without an order"): \(waiting.reason.sentence(scene.figures))"
  }

  private static func rung(in band: Range<Int64>, _ scene: Scene) -> String? {
    let here = scene.snapshot.grid.rungs.filter { band.contains($0.price.ticks) }
    guard let rung = here.first else { return nil }
    let more = here.count > 1 ? " (+\(here.count - 1) more here)" : ""
    return "\(rung.side.word) rung \(rung.level) @ \(scene.figures.price(rung.price)) "
      + "\(OwnOrderText.glyph(rung.state)) \(OwnOrderText.word(rung.state))\(more): "
      + rung.reason.sentence(scene.figures)
  }

  private static func leg(in band: Range<Int64>, _ scene: Scene) -> String? {
    guard let leg = scene.snapshot.legs.first(where: { band.contains($0.price.ticks) }) else {
      return nil
    }
    let lot = leg.purpose == .sideStop ? "several lots" : "lot #\(leg.lot.value)"
    return "exit of \(lot): \(leg.side.word) "
      + "\(scene.figures.size(leg.quantity.less(leg.filled))) @ \(scene.figures.price(leg.price)) "
      + "\(OwnOrderText.glyph(leg.state)) \(OwnOrderText.word(leg.state))"
  }

  private static func open(in band: Range<Int64>, _ scene: Scene) -> String? {
    let opens = scene.snapshot.pendingOpens
    guard let open = opens.first(where: { band.contains($0.price.ticks) }) else { return nil }
    return "\(open.side.word) \(scene.figures.size(open.quantity.less(open.filled))) @ "
      + "\(scene.figures.price(open.price)) \(OwnOrderText.glyph(open.state)) "
      + "\(OwnOrderText.word(open.state)): \(open.reason.sentence(scene.figures))"
  }
}
