import Market
import Venue

/// Asks for the account's fills, a page at a time.
extension Engine {
  /// Fetches all fills from a moment on, less the overlap.
  mutating func fetchFills(
    since moment: Instant, for source: FillSource, into effects: inout Effects
  ) {
    let from = moment.advanced(byNanoseconds: -settings.reconcile.overlapNanoseconds)
    guard agreement.fillFetch.want(since: from, for: source, at: time) else { return }
    askPage(into: &effects)
  }

  /// Fetches the fills that an order may have had.
  mutating func fetchFills(of index: Int32, into effects: inout Effects) {
    fetchFills(since: orders.live[index].sentAt, for: .reconcile, into: &effects)
  }

  /// Asks for the present page of the run. If there is no room for it, it is asked for a little
  /// later.
  mutating func askPage(into effects: inout Effects) {
    guard let run = agreement.fillFetch.run else { return }
    let weight = agreement.fillFetch.pageWeight(orders.budget, at: time)
    guard ask(run.question, answer: weight, into: &effects) else {
      return agreement.fillFetch.putOff(
        until: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    agreement.fillFetch.asked(due: answerDue, expected: weight)
  }

  /// How much an order that we didn't know has filled after a moment.
  func unmatchedFills(of id: ClientOrderID, after moment: Instant) -> Quantity {
    var filled = Quantity.zero
    for fill in books.unmatched.elements + agreement.rounds.unanchored.included
    where fill.order == id && fill.time > moment {
      filled += fill.quantity
    }
    return filled
  }

  /// Whether all fills up to a moment are in, late ones included.
  func hasFills(since moment: Instant) -> Bool {
    agreement.rounds.polledThrough
      >= moment.advanced(byNanoseconds: settings.reconcile.overlapNanoseconds)
  }
}
