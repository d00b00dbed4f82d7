import Market
import Venue

// The only way out: nothing else hands anything to the venue or to the records.
//
// Whatever may hold a request back was checked before. The send rate and the request budget are
// counted here.
extension Engine {
  /// Hands over a new order, which is already among the live orders.
  @inline(__always) mutating func submit(
    _ order: NewOrder, because reason: Reason, into effects: inout Effects
  ) {
    effects.requests.append(.place(order))
    effects.placements.append(Placed(order.id, because: reason))
    counters.submitted += 1
    orders.rate.add(at: time)
    orders.budget.add()
  }

  /// Asks the venue to cancel an order, which counts as live until the venue reports its end.
  ///
  /// An order whose outcome is unknown stays unknown: if the cancel overtakes it, the order may
  /// still become live.
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

  /// Asks the venue to reduce the size of an order in place.
  ///
  /// What fills before the amend arrives comes on top of the new size, so that size is reserved.
  mutating func amend(_ index: Int32, remaining: Quantity, into effects: inout Effects) {
    orders.live.amendAsked(index, remaining: remaining, answerBy: answerDue)
    orders.budget.add()
    effects.requests.append(
      .amend(orders.live[index].id, limit: orders.live[index].price, remaining: remaining))
  }

  /// Asks the venue to cancel an order that is not among our live orders: an unknown own order, or
  /// a foreign order that the operator named.
  mutating func cancel(unregistered id: ClientOrderID, into effects: inout Effects) {
    effects.requests.append(.cancel(id))
  }

  /// Sets the moment at which the venue cancels all orders by itself; nil withdraws it.
  mutating func scheduleCancel(at moment: Instant?, into effects: inout Effects) {
    effects.requests.append(.scheduleCancel(at: moment))
  }

  /// Asks the venue a question if the request budget has room for it. Every question passes here.
  /// If the result is false, the caller keeps the question due and asks again a little later.
  ///
  /// - Parameter answer: the weight that the answer may add to the question's.
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

  /// Records a booked fill.
  mutating func record(_ fill: FillRecord, into effects: inout Effects) {
    effects.fills.append(fill)
  }

  /// Records the result of a closed lot, or of a closed part of one.
  mutating func record(_ close: LotRecord, into effects: inout Effects) {
    effects.lotRecords.append(close)
  }
  /// Records a booked funding payment.
  mutating func record(_ payment: Funding, into effects: inout Effects) {
    effects.fundings.append(payment)
  }

  /// Records how a lot is protected.
  mutating func record(_ judgement: LotJudgement, into effects: inout Effects) {
    effects.judgements.append(judgement)
  }
}
