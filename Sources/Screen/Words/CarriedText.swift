/// The message line while an order is picked up to be moved.
enum CarriedText {
  static func words(_ scene: Scene) -> String? {
    guard let carried = scene.view.carried else { return nil }
    guard let open = scene.snapshot.pendingOpens.first(where: { $0.id == carried }) else {
      return "the order you were moving has ended"
    }
    let figures = scene.figures
    let order =
      "\(open.side.word) \(figures.size(open.quantity.less(open.filled))) @ "
      + figures.price(open.price)
    let target = scene.view.ladder.price(for: open.side, in: scene.snapshot)
    let price = target.map(figures.price) ?? "?"
    return "moving \(order) to \(price): \(scene.key(for: .moveOrder)) confirm,"
      + " \(scene.key(for: .back)) keep"
  }
}
