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

  /// Brings the legs of the lots on the agenda to what they should be.
  mutating func coverLots(into effects: inout Effects) {
    wakeWaitingExits()
    guard !agenda.lots.isEmpty else { return }
    defer { agenda.lots.removeAll(keepingCapacity: true) }
    for index in agenda.lots where lots[index].isLive { settle(index, into: &effects) }
  }

  /// Makes smaller what is out for more than the lot has, then covers what has no leg.
  private mutating func settle(_ index: Int32, into effects: inout Effects) {
    trimTakeProfits(of: index, into: &effects)
    guard mayCover else { return }
    placeTakeProfit(of: index, into: &effects)
  }

  /// While an order that closes lots by itself is live, an exit could close them a second time.
  @inline(__always) private var mayCover: Bool {
    !control.legsAreHeld && !flattening.isRunning && !flattening.isSliceLive
      && registry.detached == 0
  }

  /// Takes back what the take-profits are out for beyond what is open: whole ones first, the newest
  /// before the older, which stand further ahead in their queues; then a part of one.
  private mutating func trimTakeProfits(of lot: Int32, into effects: inout Effects) {
    let open = lots[lot].open.steps
    var total = legTotals(of: lot).takeProfit
    var index = lots[lot].newestLeg
    while index >= 0, total > open {
      let next = registry[index].nextLeg
      if registry[index].purpose != .stopLoss {
        let left = max(0, registry[index].remaining.steps - (total - open))
        total -= registry[index].remaining.steps - left
        shrinkLeg(index, to: Quantity(steps: left), into: &effects)
      }
      index = next
    }
  }

  /// Makes a leg smaller: by an amend where the venue takes one as a change and not as a new order,
  /// else by a cancel; what is then missing is placed once the venue has confirmed it.
  private mutating func shrinkLeg(
    _ index: Int32, to left: Quantity, into effects: inout Effects
  ) {
    guard registry[index].state != .cancelling, !registry[index].isAmending else { return }
    let isWorth = Money(registry[index].price, times: left) >= instrument.minimumNotional
    if !left.isZero, isWorth, registry[index].isAccepted, parameters.capabilities.supportsAmend,
      !parameters.capabilities.amendIsCancelReplace, settings.orders.amend
    {
      amend(index, remaining: left, into: &effects)
    } else {
      cancel(index, because: Reason(.replaced, value: left.steps), into: &effects)
    }
  }

  /// Places a take-profit for what of a lot has none, if the venue would take one that small; else
  /// the quantity waits for the lot's next fills.
  private mutating func placeTakeProfit(of index: Int32, into effects: inout Effects) {
    let lot = lots[index]
    let quantity = uncovered(index)
    guard !quantity.isZero,
      Money(lot.exitPrice, times: quantity) >= instrument.minimumNotional
    else { return }
    let side = lot.side.opposite
    if lot.exitWaits, wouldCross(side, lot.exitPrice) != nil {
      return watchExit(side, lot.exitPrice)
    }
    lots[index].exitWaits = false
    let timeInForce: TimeInForce = lot.exitTakes ? .immediateOrCancel : .postOnly
    lots[index].exitTakes = false
    let reduceOnly = isReduceOnly(side, quantity, isPlain: lot.exitIsPlain)
    place(
      .takeProfit, side, at: lot.exitPrice, quantity,
      because: Reason(.takesProfit, value: lot.id.value), lot: index, timeInForce: timeInForce,
      isReduceOnly: reduceOnly, into: &effects)
    precondition(
      legTotals(of: index).takeProfit <= lots[index].open.steps,
      "an exit never exceeds what is open")
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
      return reducible >= registry.exits[side].takeProfits + quantity.steps
    }
  }
}
