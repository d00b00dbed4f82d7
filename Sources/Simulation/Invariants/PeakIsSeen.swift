import Engine
import Market
import Venue

/// L0, RISK-02: peak and drawdown are those of the fills that were reported, valued at the mids
/// that were seen, and nothing is valued at a mid older than the fill. A cap on drawdown acts once
/// it is reached.
///
/// The looks of the engine are bounded on both sides by what crossed the boundary. It must have
/// looked at every book no older than the last fill, while a position was held, and at every fill
/// that made the position flat. It may have looked at every moment at which the mid was no older
/// than the last fill. More looks find no lower peak and no smaller fall, so both bound what it
/// shows.
struct PeakIsSeen: Checker {
  /// What was certainly seen, and what may have been seen at most.
  private var least = ProfitTrack()
  private var most = ProfitTrack()
  /// When the newest of the reported fills happened, by the venue's clock.
  private var newestFill = Instant.distantPast
  private var bookAt = Instant.distantPast
  private var updates = 0
  private var lastMark: Price?
  /// Adjustments are valued by rules of their own. After one, nothing is checked.
  private var isLost = false
  /// The operator let a loss be counted again: the engine's values are taken over once.
  private var mustTakeOver = false
  /// The end of the UTC day in which the books began. Until then, or until the operator clears a
  /// loss, the start of the day's loss is known.
  private var dayEnds: Instant?
  private var pending: Finding?

  mutating func look(at stage: borrowing Stage) -> Finding? {
    if stage.orders.cleared || stage.orders.letGo { (mustTakeOver, dayEnds) = (true, .distantPast) }
    learn(stage, stage.boundary.countedFills)
    defer { pending = nil }
    return pending ?? idleFlatten(stage)
  }

  /// Called after a step in which nothing crossed the boundary: only a book may have come.
  mutating func follow(_ stage: borrowing Stage) {
    if stage.run.engine.counters.updates != updates { learn(stage, []) }
  }

  private mutating func learn(_ stage: borrowing Stage, _ fills: [Fill]) {
    let isNews = isBookNew(stage)
    guard !isLost, stage.boundary.anchor != nil else { return }
    dayEnds = dayEnds ?? PeakIsSeen.midnight(after: stage.time)
    let engine = stage.run.engine
    guard engine.adjustedSteps == 0, engine.recoveries[.adjusted] == 0 else {
      isLost = true
      return
    }
    // In a step that brings fills, a book may have come first.
    let wasFresh = engine.valuedAsOf >= newestFill
    for fill in fills { newestFill = max(newestFill, min(fill.time, stage.time)) }
    seeFlats(fills, stage)
    let isFlat = engine.position.steps == 0
    let seen = engine.valuation
    guard let mark = isFlat ? seen ?? Price(ticks: 1) : seen else { return }
    let net = stage.boundary.heardNet(at: mark)
    let isFresh = engine.valuedAsOf >= newestFill
    if wasFresh || isFresh || isFlat { mayBeSeen(net, fills, mark) }
    let isSeen = isFlat ? !fills.isEmpty : isNews && isFresh && fills.isEmpty
    guard isSeen, isFlat || engine.marketView.condition == .live else { return }
    least.see(net)
    if let found = silentCap(net, stage) ?? silentDayCap(net, stage) { pending = pending ?? found }
  }

  /// Whether a book came in this step. Several may come at one moment, and trades come without one.
  private mutating func isBookNew(_ stage: borrowing Stage) -> Bool {
    let engine = stage.run.engine
    let isNews =
      engine.bookTime != bookAt
      || engine.counters.updates != updates && engine.valuation != lastMark
    (bookAt, updates, lastMark) = (
      engine.bookTime, engine.counters.updates, engine.valuation
    )
    return isNews
  }

  /// If one step brings several fills, the engine may have looked at each by itself.
  private mutating func mayBeSeen(_ net: ExactMoney, _ fills: [Fill], _ mark: Price) {
    let made = fills.map { fill in
      let change = Position(steps: fill.side.sign * fill.quantity.steps)
      return ExactMoney(mark, times: change) - ExactMoney(fill.price, times: change) - fill.fee
    }
    let before = net - made.reduce(.zero, +)
    most.see(before + made.reduce(.zero) { $0 + max(.zero, $1) })
    most.see(before + made.reduce(.zero) { $0 + min(.zero, $1) })
    most.see(net)
  }

  /// If one step brings several fills, one may make the position flat and another open it again.
  /// The net profit at that flat moment was seen, with any mid or none.
  private mutating func seeFlats(_ fills: [Fill], _ stage: borrowing Stage) {
    let mark = Price(ticks: 1)
    var (net, position) = (stage.boundary.heardNet(at: mark), stage.boundary.heardPosition)
    var flats: [ExactMoney] = []
    defer {
      for net in flats.reversed() {
        least.see(net)
        most.see(net)
      }
    }
    for fill in fills.reversed() {
      if position == 0 { flats.append(net) }
      let change = Position(steps: fill.side.sign * fill.quantity.steps)
      net -= ExactMoney(mark, times: change) - ExactMoney(fill.price, times: change) - fill.fee
      position -= change.steps
    }
  }

  /// A drawdown that reached its cap and has not latched the breaker.
  private func silentCap(_ net: ExactMoney, _ stage: borrowing Stage) -> Finding? {
    let losses = stage.plan.run.engine.risk.losses
    guard !mustTakeOver, losses.maximumDrawdownAction != .refuse,
      let cap = losses.maximumDrawdown.flatMap({ stage.plan.facts.instrument.money($0, .down) }),
      least.peak - net >= ExactMoney(cap)
    else { return nil }
    guard !stage.run.engine.controlView.breaker.latched.contains(.drawdown) else { return nil }
    return Finding(
      .lossCapsAct, expected: "the breaker latched by a drawdown of \((least.peak - net).units)",
      found: "not latched; the cap is \(ExactMoney(cap).units)")
  }

  /// A day's loss that reached its cap and has not latched the breaker. The day's count begins with
  /// zero, or with the gain of a position that was taken over.
  private func silentDayCap(_ net: ExactMoney, _ stage: borrowing Stage) -> Finding? {
    let losses = stage.plan.run.engine.risk.losses
    guard let dayEnds, stage.time < dayEnds, losses.maximumDayLossAction != .refuse,
      let cap = losses.maximumDayLoss.flatMap({ stage.plan.facts.instrument.money($0, .down) }),
      -net >= ExactMoney(cap),
      !stage.run.engine.controlView.breaker.latched.contains(.loss)
    else { return nil }
    return Finding(
      .lossCapsAct, expected: "the breaker latched by a day's loss of \((-net).units)",
      found: "not latched; the cap is \(ExactMoney(cap).units)")
  }

  /// A cap whose action is to flatten was reached, and no flatten was started.
  private func idleFlatten(_ stage: borrowing Stage) -> Finding? {
    let losses = stage.plan.run.engine.risk.losses
    for (cause, action) in [
      (BreakerCause.loss, losses.maximumDayLossAction),
      (.drawdown, losses.maximumDrawdownAction),
    ]
    where action == .flatten && stage.switches.flatten == .idle
      && stage.switches.breaker.latched.contains(cause)
      && !stage.switchesBefore.breaker.latched.contains(cause) && !stage.orders.letGo
    {
      return Finding(
        .lossCapsAct, expected: "a flatten, because a loss reached its cap",
        found: "none was started")
    }
    return nil
  }

  private static func midnight(after time: Instant) -> Instant {
    let day: Int64 = 86_400_000_000_000
    return time.advanced(byNanoseconds: day - time.nanoseconds % day)
  }

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    let account = snapshot.account
    guard !isLost, stage.boundary.anchor != nil else { return nil }
    if mustTakeOver {
      mustTakeOver = false
      least.takeOver(peak: account.peak, fall: account.maximumDrawdown)
      most = least
      return nil
    }
    if let found = compare(account.peak, least.peak...most.peak, "a peak") { return found }
    return compare(account.maximumDrawdown, least.fall...most.fall, "a drawdown")
  }

  private func compare(
    _ shown: ExactMoney, _ range: ClosedRange<ExactMoney>, _ what: String
  ) -> Finding? {
    guard !range.contains(shown) else { return nil }
    return Finding(
      .peakIsSeen, expected: "\(what) of \(range.lowerBound.units) to \(range.upperBound.units)",
      found: "\(shown.units)")
  }

  mutating func beginEngine() { self = PeakIsSeen() }

  /// What the engine had seen when it was committed is what it knows.
  mutating func continueEngine(from durable: PeakIsSeen) { self = durable }
}

/// Follows net profit to its peak and its deepest fall.
struct ProfitTrack: Equatable, Sendable {
  private(set) var peak = ExactMoney.zero
  private(set) var fall = ExactMoney.zero

  mutating func see(_ net: ExactMoney) {
    peak = max(peak, net)
    fall = max(fall, peak - net)
  }

  mutating func takeOver(peak: ExactMoney, fall: ExactMoney) {
    (self.peak, self.fall) = (peak, fall)
  }
}
