import Market

extension Engine {
  /// Net profit at the mark. What fills opened since that mark counts at no more than its cost. Nil
  /// while there is a position and no mark.
  @inline(__always) var netNow: ExactMoney? {
    if books.ledger.position.isFlat { return books.ledger.net(at: Price(ticks: 1)) }
    return valuation.map { books.ledger.netAtWorst($0) }
  }

  /// The same, with what fills opened since the mark counted at its cost. Caps act on this value: a
  /// mark from before a fill is not a loss of that fill.
  @inline(__always) private var netToActBy: ExactMoney? {
    if books.ledger.position.isFlat { return books.ledger.net(at: Price(ticks: 1)) }
    return valuation.map { books.ledger.netAtCost($0) }
  }

  /// Begins a new day when it is time, and acts on a loss cap that was reached.
  mutating func keepLosses(into effects: inout Effects) {
    if time >= books.ledger.losses.nextDay,
      !books.ledger.unmarked.isWaiting || books.ledger.position.isFlat,
      let net = netNow
    {
      // The earlier gains of a position that was taken over make no room for losses today. Its
      // earlier losses count, since it is unknown when they were made.
      let isFirst = books.ledger.losses.nextDay == .distantPast
      books.ledger.beginDay(isFirst ? max(.zero, net) : net, at: time)
      armLosses()
      if isFirst { books.ledger.judgeLosses() }
      changes.nameGatedRungs()
    }
    guard books.ledger.mustJudgeLosses else { return }
    books.ledger.judgedLosses()
    guard let net = netToActBy else { return }
    if books.ledger.hasRecovered(net) { changes.nameGatedRungs() }
    let losses = settings.risk.losses
    let dayLoss = books.ledger.losses.countedFrom - net
    var flattens: RiskCap?
    if let cap = parameters.maximumDayLoss, dayLoss >= cap,
      reachLoss(.loss, dayLoss, cap, losses.maximumDayLossAction)
    {
      flattens = .dayLoss
    }
    if let cap = drawdownCap.most(from: books.ledger.peak), books.ledger.peak - net >= cap,
      reachLoss(.drawdown, books.ledger.peak - net, cap, losses.maximumDrawdownAction)
    {
      flattens = .drawdown
    }
    if let flattens { startFlatten(by: .cap, because: flattens.stopReason, into: &effects) }
  }

  /// Asks for another check once a loss is under its cap.
  mutating func watchRecovery(from gate: Gate) {
    let floor =
      gate == .dayLoss
      ? parameters.maximumDayLoss.map { books.ledger.losses.countedFrom - $0 }
      : drawdownCap.most(from: books.ledger.peak).map { books.ledger.peak - $0 }
    guard let floor else { return }
    books.ledger.awaitRecovery(above: floor)
  }

  /// When the day of the day's loss ends. Never if it has ended and there is no price to begin the
  /// next one with: the first price begins it.
  @inline(__always) var dayEndsAt: Instant {
    parameters.maximumDayLoss != nil && books.ledger.losses.nextDay > time
      ? books.ledger.losses.nextDay : .distantFuture
  }

  /// Watches the caps that are set and that the breaker has not latched for yet.
  mutating func armLosses() {
    let losses = settings.risk.losses
    let isDayWatched = losses.maximumDayLossAction != .refuse && !switches.breaker.isLatched(.loss)
    let isPeakWatched =
      losses.maximumDrawdownAction != .refuse && !switches.breaker.isLatched(.drawdown)
    books.ledger.arm(
      dayLoss: isDayWatched ? parameters.maximumDayLoss : nil,
      drawdown: isPeakWatched ? drawdownCap : DrawdownCap())
  }

  /// A loss is at its cap. Returns whether the position must be closed for it.
  private mutating func reachLoss(
    _ cause: BreakerCause, _ loss: ExactMoney, _ cap: ExactMoney, _ action: CapAction
  ) -> Bool {
    guard action != .refuse, !switches.breaker.isLatched(cause) else { return false }
    recoveries.count(.lossReached)
    let passed: RiskCap = cause == .loss ? .dayLoss : .drawdown
    note(
      LogEntry(
        .capReached, at: time,
        reason: Reason(passed.told, value: loss.rounded.units, limit: cap.rounded.units)))
    switches.control.raise(.capReached)
    trip(cause)
    armLosses()
    return action == .flatten
  }
}
