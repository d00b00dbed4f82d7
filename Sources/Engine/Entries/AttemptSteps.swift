import Market
import Venue

/// What can happen to one attempt: it rests, is held back, or ends.
extension Engine {
  /// Why a side gets no entries, if the operator or a rule has switched them off; nil if not.
  func switchedOff(_ side: Side) -> Reason? {
    if switches.control.isFrozen { return switches.control.frozenBecause }
    return switches.control.isPaused[side] ? Reason(.sidePaused) : nil
  }

  /// One of our own orders that an attempt waited for may have ended.
  mutating func wakeHeldAttempts() {
    for place in attempts.live.indices
    where attempts.live[place].order == nil
      && attempts.live[place].hold?.cause == .gate(.ownOrder)
    {
      attempts.live[place].lookAt = time
      attempts.isDue = true
    }
  }

  /// A gate holds an attempt back: it waits. If entries were switched off, it is over.
  mutating func hold(_ place: Int, _ hold: EntryHold) {
    if !hold.reason.tells(sameAs: attempts.live[place].reason) {
      noteHeld(attempts.live[place], hold.reason)
    }
    attempts.live[place].hold = hold
    if hold.cause.endsAttempts { attempts.live[place].deadline = time }
    timers.wake(.attempts, at: attempts.live[place].lookAt)
  }

  mutating func noteHeld(_ attempt: Attempt, _ reason: Reason) {
    counters.gated += 1
    note(
      LogEntry(
        .gated, at: time, side: attempt.side, price: attempt.price, quantity: attempt.left,
        reason: reason))
  }

  /// Removes an attempt and logs how it ended, and why: by default the reason last shown for it.
  mutating func finish(_ place: Int, _ tag: LogEntry.Tag, because reason: Reason? = nil) {
    let attempt = attempts.live.remove(at: place)
    attempts.isDue = true
    note(
      LogEntry(
        tag, at: time, side: attempt.side, price: attempt.price, quantity: attempt.filled,
        reason: reason ?? attempt.reason, refusal: attempt.trouble.refusal))
    guard attempt.purpose == .completion else { return }
    attempts.completion = .none
    changes.nameAllRungs()
    timers.wake(.completion, at: time)
  }

  /// What an attempt has still to do. A completion does no more than its side still lacks, since
  /// the lots of the other side may close meanwhile.
  func due(_ attempt: Attempt) -> Quantity {
    attempt.purpose == .completion ? min(attempt.left, imbalance(attempt.side)) : attempt.left
  }

  /// Marks a side whose attempt timed out or failed: it may be finished by one taker order, if
  /// every gate passes again on a later event.
  mutating func mark(_ attempt: Attempt) {
    guard settings.entries.fallsBack, attempt.purpose == .attempt, !attempt.stage.takes,
      !isTooSmall(attempt.left, at: attempt.price)
    else { return }
    attempts.sides[attempt.side].recheck = Recheck(
      lot: attempt.lot, awayFrom: attempt.awayFrom,
      until: time.advanced(byNanoseconds: settings.entries.recheckNanoseconds),
      quantity: attempt.left, isFresh: true)
    note(
      LogEntry(
        .fallbackMarked, at: time, side: attempt.side, price: attempt.price,
        quantity: attempt.left))
  }

  /// How much less a side has open than the other; zero if not less.
  func imbalance(_ side: Side) -> Quantity {
    Quantity(steps: max(0, books.lots.open[side.opposite] - books.lots.open[side]))
  }
}
