import Market
import Venue

// What the venue tells of our orders confirms them, or not.
extension Engine {
  /// Asks for the list of orders that stand once that is due. It waits while a comparison is under way,
  /// which asks for one itself, and while requests that are needed have to have the room.
  mutating func keepConfirmed(into effects: inout Effects) {
    let changedAt = orders.live.confirmations.awaitedSince
    guard time >= agreement.listForConfirmation.wakeAt(changedAt) else { return }
    // What changed may have ended. What changed once more is not asked about later for that.
    orders.live.findAwaited()
    guard orders.live.confirmations.awaitedSince < .never else { return }
    let inquiry = Inquiry.openOrders(asked: time)
    guard mayAskForConfirmation(inquiry), ask(inquiry, into: &effects) else {
      return agreement.listForConfirmation.lookLater(at: time)
    }
    agreement.listForConfirmation.asked(at: time, answerDue: answerDue)
  }

  /// Whether an answer is a list of orders that nothing waits for: it confirms what stands, and is no
  /// event on which anything else may act.
  func onlyConfirms(_ answer: VenueAnswer) -> Bool {
    guard case .openOrders = answer else { return false }
    return agreement.rounds.round == nil && switches.control.cancelAlls.isEmpty
  }

  private func mayAskForConfirmation(_ inquiry: Inquiry) -> Bool {
    agreement.rounds.hasStarted && agreement.rounds.round == nil && agreement.rounds.mayAsk
      && orders.budget.isHalfFree(at: time)
      && orders.budget.hasRoom(for: inquiry, answer: 0, at: time)
  }

  /// Takes in a list of orders that stand. Returns those of ours that it shows otherwise than we have
  /// them, though no request under way explains that.
  mutating func confirm(_ listed: [VenueOrder], asked: Instant) -> [Int32] {
    agreement.listForConfirmation.heard(asked: asked)
    return orders.live.told(listed, asked: asked).filter {
      let order = orders.live[$0]
      return order.isAccepted && !order.isOver && !order.awaitsAnswer && !order.isAmending
    }
  }

  /// Takes in what the venue told of one order that it was asked about.
  ///
  /// - Parameters:
  ///   - asOf: the moment for which it was told, by the venue's clock.
  ///   - asked: when it was asked first, by ours; nil where it was not asked about. An answer does not
  ///     say to which question it is one, so it counts as the first one's, or as older where the venue
  ///     says so.
  mutating func confirm(_ index: Int32, _ told: VenueOrder, asOf: Instant, asked: Instant?) {
    guard let asked else { return }
    orders.live.told(index, told, asked: min(asked, asOf))
  }
}
