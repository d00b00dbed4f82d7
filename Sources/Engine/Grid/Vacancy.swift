import Market
import Venue

// Why a rung stays empty, and what it then waits for.
extension Engine {
  /// The gate that keeps an empty rung empty, or nil.
  mutating func vacancy(_ side: Side, _ rung: Rung) -> GateReading? {
    guard let shut = shutGate(AskedOpen(side, rung)) else { return nil }
    if shut.gate.facts.mayOpenAnyTime { grid.watch.awaitGates() }
    // The engine may have been woken for another reason before the time of this wait.
    if shut.gate == .retry, let moment = rung.wait.until { timers.wake(.retry, at: moment) }
    if shut.gate == .dayLoss || shut.gate == .drawdown { watchRecovery(from: shut.gate) }
    if shut.gate == .rests || shut.gate == .retry && rung.wait.isCrossed {
      watchCrossing(side, rung.price)
    }
    if shut.gate == .collar { watchCollar(rung.price) }
    return shut
  }

  /// Requests a check once the mid is so near a price that the collar lets it pass. If the mid
  /// falls, the collar narrows with it, so the price watched for is the earliest possible.
  private mutating func watchCollar(_ price: Price) {
    guard let collar = settings.risk.losses.priceCollar, let mid else { return }
    if price < mid {
      grid.watch.awaitCollar(
        pushedBy: .sell, to: 2 * (price.ticks + collar.ticksAtMost(of: mid)) + 1)
    } else {
      let product = (price.ticks - 1).multipliedFullWidth(by: 1_000_000)
      var near = max(1, (1_000_000 + collar.hundredths).dividingFullWidth(product).quotient)
      while price.ticks - near > collar.ticksAtMost(of: Price(ticks: near)) { near += 1 }
      grid.watch.awaitCollar(pushedBy: .buy, to: 2 * near)
    }
  }

  /// Requests a check once a rung at this price would rest.
  mutating func watchCrossing(_ side: Side, _ price: Price) {
    grid.watch.awaitCrossing(pushedBy: side, to: price.ticks + side.sign)
  }

  /// Counts and logs a gate when it closes on a rung, not each time it is found shut.
  mutating func noteGate(_ shut: GateReading, _ side: Side, _ rung: Rung) {
    let isTold = shut.gate == .retry ? rung.wait.isTold : shut.gate.facts.mayOpenAnyTime
    guard isTold, !shut.reason.tells(sameAs: rung.reason) else { return }
    counters.gated += 1
    note(
      LogEntry(
        .gated, at: time, side: side, price: rung.price, quantity: rung.quantity,
        reason: shut.reason))
  }
}
