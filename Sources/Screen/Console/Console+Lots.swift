import Engine
import Market

extension Console {
  /// Asks about closing the selected lot. The lot is selected by itself or by one of its exits.
  mutating func closeLot(_ snapshot: Snapshot) -> [ConsoleRequest] {
    let lot: PositionID? =
      switch selected(in: snapshot) {
      case .lot(let id): id
      case .order(let id): snapshot.legs.first { $0.id == id }?.lot
      case .price(let side, let price):
        snapshot.lots.last { $0.side == side && $0.slot == price }?.id
      case .attempt, nil: nil
      }
    guard let lot, let view = snapshot.lots.first(where: { $0.id == lot }) else {
      return refused(
        view.overlay == .restart
          ? "the cursor is not on a lot"
          : "no lot is selected; choose one in the lots or legs panel")
    }
    guard view.closing == nil else { return refused("lot #\(lot.value) is already being closed") }
    return ask(.closeLot(lot))
  }

  mutating func closeExcess(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard snapshot.lots.contains(where: \.isExcess) else {
      return refused("no over-fill: no lot had both exits filled")
    }
    return ask(.closeExcess)
  }

  /// Asks about ending the cooldown under the cursor: that of the slot, otherwise that of its side.
  mutating func endCooldown(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard !snapshot.cooldowns.isEmpty else { return refused("nothing is in cooldown") }
    guard let (side, price) = slot(snapshot) else {
      return refused("put the ladder's cursor on the rung in cooldown")
    }
    let cooldown =
      snapshot.cooldowns.first { $0.side == side && $0.slot == price }
      ?? snapshot.cooldowns.first { $0.side == side && $0.slot == nil }
    guard let cooldown else { return refused("no \(side.word) cooldown there") }
    return ask(.endCooldown(cooldown.side, cooldown.slot))
  }

  /// The selected rung; otherwise one in the selected row, first of all one in cooldown.
  private func slot(_ snapshot: Snapshot) -> (Side, Price)? {
    if case .price(let side, let price)? = selected(in: snapshot) { return (side, price) }
    guard view.focus == .ladder else { return nil }
    let rungs = snapshot.grid.rungs.filter { view.ladder.isSelected($0.price, $0.side) }
    let cooling = rungs.first { rung in
      snapshot.cooldowns.contains { $0.side == rung.side && $0.slot == rung.price }
    }
    return (cooling ?? rungs.first).map { ($0.side, $0.price) }
  }

  mutating func showBooks() -> [ConsoleRequest] {
    view.cover(with: .books)
    view[scroll: .books] = 0
    return []
  }
}
