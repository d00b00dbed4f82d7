import Market
import Venue

extension Engine {
  /// Where the take-profit of a lot lies: as set, and never under break-even plus the least edge.
  func exitPrice(opened side: Side, entry: Price) -> Price {
    let wanted: Price
    switch settings.exits.takeProfit {
    case .paired: wanted = lattice.paired(with: entry, opened: side)
    case .away(.ticks(let count)):
      wanted = entry.away(by: count, for: side.opposite) ?? Price(ticks: 1)
    case .away(.basisPoints(let share)):
      wanted = entry.away(by: share.ticks(of: entry), for: side.opposite) ?? Price(ticks: 1)
    }
    let least = leastExit(opened: side, entry: entry)
    return least.isBetter(than: wanted, for: side) ? least : wanted
  }

  /// The nearest price that pays the fees of both fills and the least edge: entry × (1 + f + e) for
  /// a long lot, over (1 − f) for the fee on the exit; rounded away from loss.
  private func leastExit(opened side: Side, entry: Price) -> Price {
    let whole: Int64 = 100_000_000
    let fee = max(0, instrument.makerFee.hundredMillionths)
    let edge = settings.exits.minimumEdge.hundredths * 100
    let up = entry.ticks.multipliedFullWidth(
      by: side == .buy ? whole + fee + edge : whole - fee - edge)
    let divisor = side == .buy ? whole - fee : whole + fee
    let (quotient, remainder) = divisor.dividingFullWidth(up)
    let ticks = side == .buy && remainder > 0 ? quotient + 1 : quotient
    return Price(ticks: max(1, ticks))
  }

  /// Asks to look again once an exit at this price would rest.
  mutating func watchExit(_ side: Side, _ price: Price) {
    switch side {
    case .buy: watch.buyExitRetryAsk = min(watch.buyExitRetryAsk, price.ticks + 1)
    case .sell: watch.sellExitRetryBid = max(watch.sellExitRetryBid, price.ticks - 1)
    }
  }

  /// Puts the lots on the agenda whose exits waited for the book to let them rest.
  private mutating func wakeWaitingExits() {
    guard
      counters.updates >= watch.exitRetryUpdate,
      book.asks.bestOrZero >= watch.buyExitRetryAsk
        || book.bids.bestOrZero <= watch.sellExitRetryBid
    else { return }
    watch.buyExitRetryAsk = .max
    watch.sellExitRetryBid = .min
    for index in lots.inOrder where lots[index].exitWaits { agenda.lots.append(index) }
  }

  /// Places exits for what the lots on the agenda have uncovered.
  mutating func coverLots(into effects: inout Effects) {
    wakeWaitingExits()
    guard !agenda.lots.isEmpty else { return }
    defer { agenda.lots.removeAll(keepingCapacity: true) }
    // While an order that closes lots by itself is live, an exit could close them a second time.
    guard !control.legsAreHeld, !flattening.isRunning, !flattening.isSliceLive,
      registry.detached == 0
    else { return }
    for index in agenda.lots where lots[index].isLive { cover(index, into: &effects) }
  }

  /// Places an exit for a lot's uncovered quantity, if the venue would take one that small; else
  /// the quantity waits, naked, for the lot's next fills.
  private mutating func cover(_ index: Int32, into effects: inout Effects) {
    let lot = lots[index]
    let quantity = lot.naked
    guard !quantity.isZero,
      Money(lot.exitPrice, times: quantity) >= instrument.minimumNotional
    else { return }
    let side = lot.side.opposite
    if lot.exitWaits, wouldCross(side, lot.exitPrice) != nil {
      return watchExit(side, lot.exitPrice)
    }
    lots[index].exitWaits = false
    let timeInForce: TimeInForce = lot.exitTakes ? .immediateOrCancel : .postOnly
    let reduceOnly = isReduceOnly(side, quantity, isPlain: lot.exitIsPlain)
    let exit = place(
      .takeProfit, side, at: lot.exitPrice, quantity,
      because: Reason(.takesProfit, value: lot.id.value), lot: index, timeInForce: timeInForce,
      isReduceOnly: reduceOnly, into: &effects)
    guard exit != nil else { return }
    lots[index].exitTakes = false
    lots[index].covered += quantity
    precondition(lots[index].covered <= lots[index].open, "an exit never exceeds what is open")
  }

  /// Whether an exit is reduce-only: always in direction long or short, else where the net position
  /// covers the live exits of its side and this one.
  @inline(__always)
  private func isReduceOnly(_ side: Side, _ quantity: Quantity, isPlain: Bool) -> Bool {
    guard parameters.capabilities.supportsReduceOnly else { return false }
    switch settings.grid.direction {
    case .long, .short: return true
    case .neutral:
      guard settings.exits.reduceOnlyWhereCovered, !isPlain else { return false }
      let reducible = -side.sign * ledger.position.steps
      return reducible >= registry.exiting[side] + quantity.steps
    }
  }
}
