import Market
import Venue

/// The venue reports that an order is live, or was triggered.
extension Engine {
  mutating func learnAccepted(_ index: Int32) {
    if !attempts.live.isEmpty, orders.live[index].purpose.isEntry { learnAttemptAccepted(index) }
    switch orders.live.accepted(index, at: time, endBy: answerDue) {
    case .first: orders.coalescing.learn(time.nanoseconds(since: orders.live[index].sentAt))
    case .found:
      orders.queries.close(orders.live[index].id)
      noteOrder(.outcomeKnown, index)
      // An order that was to be cancelled is cancelled now. Rungs that waited for the outcome are
      // checked again.
      if orders.live[index].stage.mustEnd { orders.cancelsAreDue() }
      changes.nameGatedRungs()
    case .known: break
    }
    if grid.ladder.hasRefusals, orders.live[index].purpose == .ladder,
      let place = grid.ladder.index(orders.live[index].side, orders.live[index].slot)
    {
      grid.ladder[orders.live[index].side, place].accepted()
    }
    let lot = orders.live[index].lot
    guard orders.live[index].purpose.isExit, lot >= 0 else { return }
    legAccepted(index)
    guard orders.live[index].purpose == .takeProfit else { return }
    guard !awaitsAnswer(of: lot) else { return }
    books.lots.acceptExit(of: lot)
    if settings.entries.mode == .cycle { changes.nameGatedRungs() }
    guard settings.grid.rearm == .exitAccepted else { return }
    changes.name(books.lots[lot].side, books.lots[lot].slot)
  }

  /// Whether the venue has not yet accepted every take-profit of a lot.
  @inline(__always) private func awaitsAnswer(of lot: Int32) -> Bool {
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      if orders.live[index].purpose == .takeProfit, !orders.live[index].isAccepted { return true }
      index = orders.live[index].nextLeg
    }
    return false
  }

  /// One of our trigger orders was triggered.
  mutating func learnTriggered(_ index: Int32) {
    orders.live.triggered(index, at: time)
    if orders.live[index].stage.isUnanswered || orders.live[index].isUnknown {
      learnAccepted(index)
    }
    if orders.live[index].lot >= 0 { noteTriggered(orders.live[index].lot) }
  }

  /// Starts an order query.
  mutating func inquire(_ index: Int32) {
    orders.queries.begin(
      orders.live[index].id, at: time, step: settings.orders.firstInquiryNanoseconds)
  }
}
