import Market
import Venue

// The venue's reports of our orders confirm them, or do not.
extension Engine {
  /// Asks for the list of live orders when that is due. It waits while a comparison is under way,
  /// which asks for a list itself, and while required requests need the room.
  mutating func keepConfirmed(into effects: inout Effects) {
    let changedAt = orders.live.confirmations.awaitedSince
    guard time >= agreement.listForConfirmation.wakeAt(changedAt) else { return }
    // The order that changed may have ended. If it changed again, the question is not delayed for
    // that.
    orders.live.findAwaited()
    guard orders.live.confirmations.awaitedSince < .never else { return }
    let inquiry = Inquiry.openOrders(asked: time)
    guard mayAskForConfirmation(inquiry), ask(inquiry, into: &effects) else {
      return agreement.listForConfirmation.lookLater(at: time)
    }
    agreement.listForConfirmation.asked(at: time, answerDue: answerDue)
  }

  /// Whether an answer is a list of orders that nothing waits for. It confirms live orders, and
  /// nothing else may act on it.
  func onlyConfirms(_ answer: VenueAnswer) -> Bool {
    guard case .openOrders = answer else { return false }
    return agreement.rounds.round == nil && switches.control.cancelAlls.isEmpty
  }

  private func mayAskForConfirmation(_ inquiry: Inquiry) -> Bool {
    agreement.rounds.hasStarted && agreement.rounds.round == nil && agreement.rounds.mayAsk
      && orders.budget.isHalfFree(at: time)
      && orders.budget.hasRoom(for: inquiry, answer: 0, at: time)
  }

  /// Takes in a list of live orders. Returns our orders that it shows differently, without a
  /// request under way that explains it.
  mutating func confirm(_ listed: [VenueOrder], asked: Instant) -> [Int32] {
    agreement.listForConfirmation.heard(asked: asked)
    return orders.live.told(listed, asked: asked).filter {
      let order = orders.live[$0]
      return order.isAccepted && !order.isOver && !order.awaitsAnswer && !order.isAmending
    }
  }

  /// Takes in the venue's report of one order that was queried.
  ///
  /// - Parameters:
  ///   - asOf: the moment of the report, by the venue's clock.
  ///   - asked: when the order was first queried, by our clock; nil if it was not. An answer does
  ///     not say
  /// which question it belongs to, so it counts as the answer to the first one, or as older if
  /// `asOf` is earlier.
  mutating func confirm(_ index: Int32, _ told: VenueOrder, asOf: Instant, asked: Instant?) {
    guard let asked else { return }
    orders.live.told(index, told, asked: min(asked, asOf))
  }
}
