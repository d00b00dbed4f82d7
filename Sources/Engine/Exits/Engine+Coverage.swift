import Market
import Venue

extension Engine {
  /// What protects a lot at this moment. A stop that is in flight protects nothing yet, nor does
  /// one whose outcome is unknown. A watched stop protects nothing while the market, or the mark
  /// price that it goes by, can't be seen, nor while a slice of a cancelled flatten is still out,
  /// nor if what it would send is too small for the venue even together with the rest of its side.
  @inline(__always) func coverage(of lot: Int32) -> Coverage {
    let open = books.lots[lot].open.steps
    let legs = legTotals(of: lot)
    guard hasStops || books.lots[lot].stop.trigger != nil else {
      return Coverage(naked: max(0, open - legs.takeProfit))
    }
    let venue = min(open, legs.heldStop)
    var coverage = Coverage(venue: venue)
    let mayFire =
      !switches.control.frozen.holdsExits && !switches.flattening.isTakenBack
    if let trigger = books.lots[lot].stop.trigger, tradingBlock == nil, !lacksStopReference,
      mayFire,
      !isOutTogether(lot)
    {
      let rest = max(0, open - max(venue, legs.stop))
      if rest > 0 {
        if canStop(lot, rest, trigger) || isStoppedTogether(books.lots[lot].side) {
          coverage.watched = rest
        } else {
          coverage.tooSmall = rest
        }
      }
    }
    coverage.naked = open - venue - coverage.watched
    return coverage
  }

  /// Whether a part of a lot is worth enough to be sent once its stop is triggered, or now if it
  /// has been.
  @inline(__always) func canStop(_ lot: Int32, _ steps: Int64, _ trigger: Price) -> Bool {
    guard !books.lots[lot].stop.isTriggered else { return !isTooSmallToStop(lot) }
    let worst = setup.worst(settings.exits.stop.slippage, past: trigger, books.lots[lot].side)
    // Beyond its trigger the market may be at a price at which the part is worth less.
    let best = isReached(lot, trigger) ? closingBest(lot) : trigger
    return closeLimit(lot, steps, worst: worst, at: best) != nil
  }

  /// Whether a part without a stop at the venue could be sent only while it is the whole position.
  /// If so, every fill may change who protects it.
  @inline(__always) private func needsSparing(_ lot: Int32, _ coverage: Coverage) -> Bool {
    guard parameters.capabilities.minimumSparesWholeClose,
      let trigger = books.lots[lot].stop.trigger
    else {
      return false
    }
    if coverage.tooSmall > 0 { return true }
    guard coverage.watched > 0 else { return false }
    let worst = setup.worst(settings.exits.stop.slippage, past: trigger, books.lots[lot].side)
    return closeLimit(lot, coverage.watched, worst: worst, at: trigger, sparing: false) == nil
  }

  /// Raises the alarm for a lot that was unprotected for longer than `exits.stop.grace_ms`. No entry
  /// is sent while it is unprotected. A part that is too small for the venue holds back only the
  /// entries of its side: see ``smallStopsReading(_:)``.
  mutating func judgeCoverage(of lot: Int32, into effects: inout Effects) {
    let mustHaveStop = hasStops || books.lots[lot].stop.trigger != nil
    let coverage = mustHaveStop ? coverage(of: lot) : Coverage()
    judge(lot, coverage)
    record(
      LotJudgement(
        lot: books.lots[lot].id, naked: Quantity(steps: coverage.naked),
        since: books.lots[lot].protection.since), into: &effects)
  }

  private mutating func judge(_ lot: Int32, _ coverage: Coverage) {
    if needsSparing(lot, coverage) { exits.watch.spare() }
    guard coverage.naked > 0 else { return protect(lot, .covered) }
    let before = books.lots[lot].protection
    let since = before.since ?? time
    let due = since.advanced(byNanoseconds: settings.exits.stop.graceNanoseconds)
    guard time >= due else {
      protect(lot, .lacking(since: since))
      return timers.wake(.exits, at: due)
    }
    protect(lot, .told(since: since, holdsEntries: coverage.naked > coverage.tooSmall))
    if case .told = before { return }
    switches.control.raise(.nakedLot)
    recoveries.count(.nakedLot)
    note(
      LogEntry(
        .nakedLot, at: time, side: books.lots[lot].side, price: books.lots[lot].stop.trigger,
        quantity: Quantity(steps: coverage.naked), lot: books.lots[lot].id))
  }

  /// If it was the last lot that held entries back, they may be sent again.
  private mutating func protect(_ lot: Int32, _ protection: Protection) {
    if books.lots.protect(lot, protection) { changes.nameGatedRungs() }
  }

  /// The protection of all lots, read as a gate for any entry. Only the common case is inlined.
  @inline(__always) var protectedReading: GateReading {
    guard watchesStops else { return .unused(.protected, .lotNaked) }
    guard books.lots.nakedCount > 0 else {
      return GateReading(.protected, isOpen: true, Reason(.lotNaked))
    }
    return nakedReading()
  }

  /// The oldest lot that holds entries back because it is unprotected; nil if none does.
  var longestUnprotected: Int32? {
    books.lots.inOrder.first { books.lots[$0].protection.holdsEntries }
  }

  /// The same if a lot is unprotected: the reason names the oldest.
  @inline(never) private func nakedReading() -> GateReading {
    let naked = longestUnprotected
    guard let naked else { return GateReading(.protected, isOpen: true, Reason(.lotNaked)) }
    return GateReading(
      .protected, isOpen: false,
      Reason(.lotNaked, value: books.lots[naked].id.value, limit: coverage(of: naked).naked))
  }
}
