import Market
import Venue

extension Engine {
  /// Compares the account's position with the fills up to the same moment; nil if they agree, or if
  /// our position at that moment is not known.
  mutating func compare(_ account: AccountState) -> Difference? {
    guard let local = books.ledger.position(at: account.asOf) else { return nil }
    guard account.position != local else {
      agreement.rounds.trust()
      return nil
    }
    return Difference(
      kind: .position, price: account.entry, ours: local.steps, venues: account.position.steps)
  }

  /// A drift counts once a second look at the account agrees with the first. The second look must
  /// be of a later moment, since the same state may be reported twice. Until then the account is
  /// asked for again from time to time.
  ///
  /// The drift is measured as a share of our own position.
  mutating func judgeDrift(
    _ drift: Int64, against ours: Int64, into effects: inout Effects
  ) {
    guard let seen = agreement.rounds.account?.asOf else { return }
    if agreement.rounds.suspected?.steps != drift {
      agreement.rounds.suspect(drift, seen: seen)
      recoveries.count(.driftSuspected)
      return reconcile(.drift, into: &effects)
    }
    guard let first = agreement.rounds.suspected?.seen, seen > first else {
      return agreement.rounds.schedule.lookAgain(
        at: time.advanced(byNanoseconds: Retry.nanoseconds), for: .drift)
    }
    guard !mayBeUnlisted(since: first) else {
      return agreement.rounds.schedule.lookAgain(
        at: time.advanced(byNanoseconds: Engine.unlistedLookNanoseconds), for: .drift)
    }
    agreement.rounds.trust()
    let whole = max(abs(ours), 1)
    adjust(by: drift, .drift, into: &effects)
    if exceeds(drift, settings.reconcile.driftAlarm, of: whole) { switches.control.raise(.drift) }
    if exceeds(drift, settings.reconcile.driftStop, of: whole) { trip(.drift) }
  }

  private func exceeds(_ drift: Int64, _ share: BasisPoints, of whole: Int64) -> Bool {
    let part = drift.magnitude.multipliedFullWidth(by: 1_000_000)
    let allowed = whole.magnitude.multipliedFullWidth(by: share.hundredths.magnitude)
    return (part.high, part.low) > (allowed.high, allowed.low)
  }

  /// Changes the position without a fill, at the mark price or the mid if there is one, changes the
  /// lots with it, and records the cause.
  mutating func adjust(
    by steps: Int64, _ cause: Adjustment.Cause, into effects: inout Effects
  ) {
    guard let account = agreement.rounds.account,
      let price = markOrMid ?? account.entry ?? books.ledger.anchor.price
    else { return }
    recoveries.count(.adjusted)
    agreement.rounds.done.corrected()
    let number = books.ledger.adjustments.list.count + 1
    let before = books.ledger.position.steps
    books.ledger.adjust(
      Adjustment(number: number, cause: cause, steps: steps, price: price, time: account.asOf))
    positionMoved(from: before)
    let side: Side = steps > 0 ? .buy : .sell
    let quantity = Quantity(steps: abs(steps))
    note(
      LogEntry(
        .adjusted, at: time, side: side, price: price, quantity: quantity,
        reason: Reason(.drift, value: steps)))
    closeLots(
      Fill(
        id: FillID(0), order: .foreign(0), side: side, price: price, quantity: quantity, fee: .zero,
        liquidity: .taker, time: account.asOf), because: .foreign, into: &effects)
    trimToCap(into: &effects)
    changes.nameGatedRungs()
  }
}
