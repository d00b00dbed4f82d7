import Market
import Venue

extension Engine {
  /// Cancels one order that the operator named. If a rung loses its order, the rung stays empty:
  /// the grid would otherwise place it again at once.
  mutating func cancelOne(_ id: ClientOrderID, into effects: inout Effects) {
    guard !id.isForeign else {
      cancel(unregistered: id, into: &effects)
      note(LogEntry(.cancelledByOperator, at: time, order: id))
      return
    }
    guard let index = orders.live.index(of: id), orders.live[index].purpose.isEntry else { return }
    let order = orders.live[index]
    note(
      LogEntry(
        .cancelledByOperator, at: time, side: order.side, price: order.price,
        quantity: order.remaining, order: id))
    cancel(index, because: Reason(.operatorAsked), into: &effects)
    // An attempt on its way to another price doesn't return there either.
    if let place = attempts.index(of: index) {
      attempts.live[place].on(.leaves(.stopped(Reason(.operatorAsked))))
      holdCycle(attempts.live[place])
    }
    guard order.purpose == .ladder, let place = grid.ladder.index(order.side, order.slot),
      grid.ladder.rungs[order.side][place].order == index
    else { return }
    grid.ladder.wait(order.side, place, for: .operatorCancelled)
  }

  /// Ends one maker attempt that the operator named, with its live order.
  mutating func stopAttempt(_ id: AttemptID, into effects: inout Effects) {
    guard let place = attempts.index(of: id) else { return }
    let attempt = attempts.live[place]
    if let order = attempt.order { return cancelOne(orders.live[order].id, into: &effects) }
    holdCycle(attempt)
    finish(place, .attemptStopped, because: Reason(.operatorAsked))
  }

  /// Holds the cycle, which would otherwise begin another attempt at once.
  private mutating func holdCycle(_ attempt: Attempt) {
    guard attempt.purpose == .attempt else { return }
    attempts.sides[attempt.side].hold = AttemptHold(
      hold: EntryHold(.operatorCancelled, Reason(.operatorAsked)), until: .never)
  }

  /// Frees the rungs and sides that wait because the operator cancelled their orders or attempts.
  mutating func freeCancelled() {
    for side in Side.allCases
    where attempts.sides[side].hold?.hold.cause == .operatorCancelled {
      attempts.sides[side].hold = nil
      attempts.isDue = true
    }
    grid.ladder.forgetCancels()
  }
}
