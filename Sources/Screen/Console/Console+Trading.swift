import Engine
import Market

extension Console {
  mutating func pause(_ side: Side, isPaused: Bool) -> [ConsoleRequest] {
    tell("\(side.word) side \(isPaused ? "resumed" : "paused"); exits stay active")
    return [.command(isPaused ? .unpause(side) : .pause(side))]
  }

  /// Freezes. It never asks and never lifts anything, however often it is called.
  mutating func freeze(_ control: ControlView) -> [ConsoleRequest] {
    if let first = control.freezes.first(where: { $0.cause != .restarted }) {
      let key = keymap.keys(for: .unfreeze, in: view.focus.context).first ?? ""
      tell(
        "stays frozen (by \(FreezeText.who(first.reason)) at"
          + " \(TimeText.clockSeconds(first.at))); \(key) unfreezes")
    } else {
      tell("freeze: no entries; exits stay")
    }
    return [.command(.freeze)]
  }

  /// Asks about lifting every freeze.
  mutating func unfreeze(_ snapshot: Snapshot) -> [ConsoleRequest] {
    if let problem = unfreezeProblem(snapshot) { return refused(problem) }
    return ask(.unfreeze)
  }

  /// Why no freeze can be lifted now.
  func unfreezeProblem(_ snapshot: Snapshot) -> String? {
    guard snapshot.control.isFrozen else { return "nothing is frozen" }
    guard snapshot.shutdown.phase == .running else { return "leaving: entries stay closed" }
    switch snapshot.control.flatten {
    case .clearing, .reducing:
      return "a flatten is running: entries stay frozen until it is done"
    case .idle, .done, .stuck: return nil
    }
  }

  mutating func flatten(_ snapshot: Snapshot) -> [ConsoleRequest] {
    switch snapshot.control.flatten {
    case .clearing, .reducing: return refused("a flatten is already running")
    case .idle, .done, .stuck: break
    }
    let isBare =
      snapshot.account.position.isFlat && snapshot.lots.isEmpty && snapshot.pendingOpens.isEmpty
      && snapshot.legs.isEmpty
    guard !isBare else { return refused("nothing to flatten: no position and no orders") }
    return ask(.flatten)
  }

  mutating func cancelAll(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard !snapshot.pendingOpens.isEmpty || !snapshot.legs.isEmpty else {
      return refused("nothing to cancel: no entries and no exits are live")
    }
    return ask(.cancelAll(.opens))
  }

  mutating func recentreGrid(_ snapshot: Snapshot) -> [ConsoleRequest] {
    if let problem = marketProblem(snapshot.market) { return refused(problem) }
    tell("the grid is re-anchored at the market")
    return [.command(.recentre)]
  }

  mutating func acknowledgeAlarms(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard !snapshot.control.alarms.isEmpty else { return refused("there are no alarms") }
    return [.command(.acknowledgeAlarms)]
  }

  /// Asks about cancelling the entry order under the cursor.
  mutating func cancelOne(_ snapshot: Snapshot) -> [ConsoleRequest] {
    if let attempt = selectedAttempt(in: snapshot) { return ask(.stopAttempt(attempt.id)) }
    guard let open = selectedOpen(in: snapshot)?.id else {
      return refused(noOpen(snapshot) + "; exits come back while their lot is open")
    }
    return ask(.cancelOrder(open))
  }

  /// The live entry order under the cursor.
  func selectedOpen(in snapshot: Snapshot) -> PendingOpenView? {
    let target = selected(in: snapshot)
    return OpenRow.all(snapshot).lazy.compactMap(\.order).first { open in
      switch target {
      case .order(let id): open.id == id
      case .price(let side, let price): open.side == side && open.price == price
      case .lot, .attempt, nil: false
      }
    }
  }

  /// Says what is selected if it is not an entry order that can be cancelled or moved.
  func noOpen(_ snapshot: Snapshot) -> String {
    guard view.overlay != .restart else { return "the cursor is not on an entry order" }
    guard view.focus == .ladder, let (item, _, count) = view.ladder.item(in: snapshot) else {
      return "no entry order is under the cursor"
    }
    let more = count > 1 ? " (1 of \(count) in this row)" : ""
    switch item.kind {
    case .stop, .exit, .watchedStop:
      return "this is an exit of lot #\(item.lot?.value ?? 0)\(more)"
    case .wanted, .hole: return "this rung has no live order\(more)"
    case .lot: return "this is lot #\(item.lot?.value ?? 0)\(more)"
    case .open, .foreign: return "no entry order is under the cursor"
    }
  }

  /// The attempt under the cursor, if it has no live order.
  private func selectedAttempt(in snapshot: Snapshot) -> AttemptView? {
    guard case .attempt(let id) = selected(in: snapshot) else { return nil }
    return snapshot.entries.attempts.first { $0.id == id && $0.order == nil }
  }

  mutating func clearBreaker(_ breaker: BreakerView) -> [ConsoleRequest] {
    guard breaker.stage != .normal else { return refused("the breaker is not tripped") }
    return ask(.clearBreaker)
  }

  // MARK: Manual orders

  mutating func placeManual(_ side: Side, _ snapshot: Snapshot) -> [ConsoleRequest] {
    guard let price = view.ladder.price(for: side, in: snapshot) else {
      return refused("no price is selected yet")
    }
    if let problem = manualProblem(side, price, snapshot) { return refused(problem) }
    tell("\(side.word) @ \(Figures(snapshot.instrument).price(price)), post-only")
    return [.command(.placeManual(side, price))]
  }

  /// Why a manual order can't be sent; nil if it can. The engine checks its own gates as well.
  func manualProblem(_ side: Side, _ price: Price, _ snapshot: Snapshot) -> String? {
    let text = Figures(snapshot.instrument).price(price)
    guard view.ladder.showsCursor else {
      return "the selected price \(text) is off the screen; move the cursor first"
    }
    if snapshot.control.awaitsAnswer {
      let key = keymap.keys(for: .showRestart, in: view.focus.context).first ?? ""
      return "entries wait for your answer to the restart: \(key) shows it"
    }
    if let first = snapshot.control.freezes.first {
      let key = keymap.keys(for: .unfreeze, in: view.focus.context).first ?? ""
      return "frozen by \(FreezeText.who(first.reason)): no entries until \(key) unfreezes"
    }
    if side == .buy ? snapshot.control.isPausedBuy : snapshot.control.isPausedSell {
      return "the \(side.word) side is paused"
    }
    if let problem = marketProblem(snapshot.market) { return problem }
    let opposite = side == .buy ? snapshot.market.bestAsk : snapshot.market.bestBid
    guard let opposite, !price.isBetter(than: opposite, for: side), price != opposite else {
      let best = opposite.map { Figures(snapshot.instrument).price($0) } ?? "unknown"
      return "a \(side.word) @ \(text) would cross (\(side == .buy ? "ask" : "bid") \(best));"
        + " choose a price that rests"
    }
    return nil
  }

  func marketProblem(_ market: MarketView) -> String? {
    switch market.condition {
    case .live, .locked: nil
    case .unknown: "there is no book yet"
    case .crossed: "the book is crossed"
    case .impossible: "the book's mid is an impossible price"
    case .stale:
      "the book is stale"
        + (market.bookAgeNanoseconds.map { " (\(TimeText.span($0)) old)" } ?? "")
    }
  }
}
