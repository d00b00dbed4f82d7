import Market
import Venue

// The one door: nothing else hands anything over to the venue or to the records.
//
// What leaves has passed whatever may hold it; here the rate and the budget count it.
extension Engine {
  /// Hands over a new order, which is among the live ones by now.
  @inline(__always) mutating func submit(_ order: NewOrder, into effects: inout Effects) {
    effects.requests.append(.place(order))
    counters.submitted += 1
    orders.rate.add(at: time)
    orders.budget.add()
  }

  /// Asks the venue to end an order; it counts as live until the venue says so.
  ///
  /// One of unknown outcome stays unknown: should the cancel overtake it, it may come to stand yet.
  mutating func cancel(
    _ index: Int32, to intent: CancelIntent = .end, because reason: Reason,
    into effects: inout Effects
  ) {
    guard
      orders.live.cancelAsked(
        index, to: intent, at: time, because: reason, answerBy: answerDue)
    else { return }
    effects.requests.append(.cancel(orders.live[index].id))
    orders.budget.add()
  }

  /// Asks the venue to make an order smaller where it stands.
  ///
  /// What fills before the amend arrives comes on top of the new quantity, so that is reserved.
  mutating func amend(_ index: Int32, remaining: Quantity, into effects: inout Effects) {
    orders.live.amendAsked(index, remaining: remaining, answerBy: answerDue)
    orders.budget.add()
    effects.requests.append(
      .amend(orders.live[index].id, limit: orders.live[index].price, remaining: remaining))
  }

  /// Asks the venue to end an order that is not among our live ones: one of ours that nobody knew, or one of
  /// others that the operator named.
  mutating func cancel(unregistered id: ClientOrderID, into effects: inout Effects) {
    effects.requests.append(.cancel(id))
  }

  /// Sets the moment at which the venue cancels everything by itself; nothing takes it back.
  mutating func scheduleCancel(at moment: Instant?, into effects: inout Effects) {
    effects.requests.append(.scheduleCancel(at: moment))
  }

  /// Asks the venue something, if there is room for it in the budget of requests. Every question goes
  /// through here; whoever is told no keeps it due and asks again a little later.
  ///
  /// - Parameter answer: what the answer may weigh beside the question.
  @discardableResult
  mutating func ask(_ inquiry: Inquiry, answer: Int = 0, into effects: inout Effects) -> Bool {
    guard orders.budget.hasRoom(for: inquiry, answer: answer, at: time) else {
      recoveries.count(.questionHeld)
      orders.budget.hold(inquiry, answer: answer)
      return false
    }
    orders.budget.ask(inquiry, answer: answer, at: time)
    effects.inquiries.append(inquiry)
    return true
  }

  /// Hands over a fill that was booked.
  mutating func record(_ fill: FillRecord, into effects: inout Effects) {
    effects.fills.append(fill)
  }

  /// Hands over what a lot, or a part of it, came to.
  mutating func record(_ close: LotRecord, into effects: inout Effects) {
    effects.lotRecords.append(close)
  }
}
