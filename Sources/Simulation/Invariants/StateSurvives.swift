import Engine
import Market
import Venue

/// STATE-02: what the journal's engine held, had booked and had latched, the engine that continues
/// has too. And whatever entry left, the journal knows.
struct StateSurvives: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let durable = stage.continued else { return nil }
    guard stage.boundary.newestEntry <= durable.generation else {
      return finding(
        "entries up to \(durable.generation), as the journal knows",
        "entry \(stage.boundary.newestEntry) left without a record")
    }
    let (before, now) = (durable.snapshot(), stage.run.engine.snapshot())
    return lostSwitch(before.control, now.control) ?? lostBooks(before, now)
      ?? lostOrder(before, now)
  }

  private func lostSwitch(_ before: ControlView, _ now: ControlView) -> Finding? {
    if let lost = before.alarms.first(where: { !now.alarms.contains($0) }) {
      return finding("the alarm \(lost.name)", "it is gone")
    }
    // A quit and a journal that failed end with the process.
    let freezes = before.freezes.map(\.cause).filter { $0 != .quitting && $0 != .journalFailed }
    if let lost = freezes.first(where: { !now.freezes.map(\.cause).contains($0) }) {
      return finding("entries frozen: \(lost)", "the freeze is gone")
    }
    guard now.isPausedBuy || !before.isPausedBuy, now.isPausedSell || !before.isPausedSell else {
      return finding("entries of a side paused", "they are not")
    }
    if let lost = before.breaker.latched.first(where: { !now.breaker.latched.contains($0) }) {
      return finding("the breaker latched by \(lost.name)", "it is not")
    }
    let scopes = [before.cancelling].compactMap(\.self) + before.cancellingToo
    let left = [now.cancelling].compactMap(\.self) + now.cancellingToo
    if let lost = scopes.first(where: { !left.contains($0) }) {
      return finding("the cancel-all of \(lost) to go on", "it is not under way")
    }
    guard before.flatten == .idle || now.flatten != .idle else {
      return finding("a flatten that is \(before.flatten)", "none")
    }
    return nil
  }

  private func lostBooks(
    _ before: borrowing Snapshot, _ now: borrowing Snapshot
  ) -> Finding? {
    guard now.account.position == before.account.position,
      now.account.fees == before.account.fees, now.account.funding == before.account.funding,
      now.account.peak >= before.account.peak,
      now.account.maximumDrawdown >= before.account.maximumDrawdown
    else { return finding("books as in the journal", "\(now.account)") }
    let lots = now.lots.map { "\($0.id.value): \($0.side) \($0.open.steps) at \($0.entry.ticks)" }
    for lot in before.lots {
      let text = "\(lot.id.value): \(lot.side) \(lot.open.steps) at \(lot.entry.ticks)"
      guard lots.contains(text) else { return finding("lot \(text)", "it is gone or differs") }
    }
    return nil
  }

  private func lostOrder(
    _ before: borrowing Snapshot, _ now: borrowing Snapshot
  ) -> Finding? {
    let known = Set(now.pendingOpens.map(\.id) + now.legs.map(\.id))
    let orders = before.pendingOpens.map(\.id) + before.legs.map(\.id)
    guard let lost = orders.first(where: { !known.contains($0) }) else { return nil }
    return finding("order \(lost.generation) in the books", "it is gone")
  }

  private func finding(_ expected: String, _ found: String) -> Finding {
    Finding(.stateSurvives, expected: expected, found: found)
  }
}
