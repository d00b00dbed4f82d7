import Market
import Venue

extension Engine {
  /// An entry filled: an attempt counts it, and the side remembers where it last added.
  mutating func learnAttemptFill(_ fill: Fill, _ index: Int32, lot: Int32) {
    let side = fill.side
    if fill.liquidity == .maker { attempts.sides[side].recheck = nil }
    guard orders.live[index].purpose != .ladder || !attempts.live.isEmpty else { return }
    attempts.sides[side].lastAdd = LastAdd(price: fill.price, time: time)
    if orders.live[index].purpose == .attempt { books.lots[lot].joinCycle() }
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].on(
      .filled(fill.quantity, of: LotOfAttempt(index: lot, id: books.lots[lot].id)))
  }

  /// The venue accepted an order of an attempt: refusals before it are no longer in a row.
  mutating func learnAttemptAccepted(_ index: Int32) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].on(.accepted)
    attempts.sides[attempts.live[place].side].failures = 0
  }

  /// The venue refused an order of an attempt; what follows is decided when the order ends.
  mutating func learnAttemptRefusal(_ index: Int32, _ refusal: Refusal) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].on(.refused(refusal))
  }

  /// An order of an attempt never became live; what follows is decided when it ends.
  mutating func learnAttemptFailure(_ index: Int32, _ error: ErrorClass) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].on(.failed(error))
  }

  /// An order of an attempt has ended, confirmed: the attempt is done, continues, or ends.
  mutating func learnAttemptEnd(_ index: Int32) {
    attempts.isDue = true
    guard let place = attempts.index(of: index) else { return }
    let (attempt, order) = (attempts.live[place], orders.live[index])
    let facts = AttemptEndFacts(
      now: time, isTooSmall: isTooSmall(due(attempt), at: attempt.price),
      endedBecause: order.stage.mustEnd ? order.reason : nil)
    switch attempt.atEnd(facts) {
    case .done: finish(place, .attemptDone)
    case .stopped(let reason): finish(place, .attemptStopped, because: reason)
    case .movesOn: attempts.live[place].wait(for: .rest, until: time)
    case .timesOut:
      attempts.live[place].stage = .waiting(for: .rest)
      attempts.live[place].resume(because: Reason(.timedOut))
      attempts.live[place].deadline = time
    case .backsOff:
      recoveries.count(.attemptRefused)
      attempts.live[place].backOff(
        EntryHold(
          .venue,
          Reason(.wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite])),
        until: time.advanced(byNanoseconds: backoff(attempt.rejects)))
    case .retries(let style):
      attempts.live[place].hold = failure(of: attempt, order)
      attempts.live[place].wait(for: style, until: nextTry(attempt))
    case .taken(let nothing):
      if nothing { holdSide(attempt, order) }
      finish(place, attempt.trouble.refusal == nil ? .attemptDone : .attemptFailed)
    case .lost:
      holdSide(attempt, order)
      mark(attempt)
      finish(place, .attemptFailed)
    }
  }

  /// The venue refused or ended an attempt's order: its side waits before the next, longer each
  /// time if the error is unexpected. Otherwise the cycle would ask again with every answer.
  private mutating func holdSide(_ attempt: Attempt, _ order: Order) {
    guard attempt.purpose == .attempt else { return }
    attempts.sides[attempt.side].hold = AttemptHold(
      hold: failure(of: attempt, order), until: nextTry(attempt))
  }

  /// Why an order of an attempt has ended.
  private func failure(of attempt: Attempt, _ order: Order) -> EntryHold {
    if let refusal = attempt.trouble.refusal {
      return EntryHold(.venue, Reason(.venueRefused, value: Int64(refusal.rawValue)))
    }
    if order.stage.isAbsent { return EntryHold(.venue, Unplaced.absent.reason) }
    return EntryHold(.venue, order.isAccepted ? order.reason : Reason(.notSent))
  }

  /// When an attempt's side may ask again after its last order.
  private mutating func nextTry(_ attempt: Attempt) -> Instant {
    let side = attempt.side
    let error = attempt.trouble.errorClass
    if error == .unexpected {
      attempts.sides[side].failures = min(attempts.sides[side].failures + 1, 7)
    }
    return time.advanced(byNanoseconds: error.openWait(after: attempts.sides[side].failures))
  }

  /// Why a side attempts nothing after its last order; nil if nothing holds it back.
  func heldBack(_ side: Side) -> EntryHold? {
    guard let hold = attempts.sides[side].hold, time < hold.until else { return nil }
    return hold.hold
  }

  /// How long an attempt waits that was refused `rejects` times before.
  private func backoff(_ rejects: Int) -> Int64 {
    let first = settings.entries.rejectBackoffNanoseconds
    return min(settings.entries.maximumRejectBackoffNanoseconds, first << Int64(min(rejects, 16)))
  }

  /// Whether an order is too small for the venue.
  @inline(__always) func isTooSmall(_ quantity: Quantity, at price: Price) -> Bool {
    quantity.isZero || Money(price, times: quantity) < instrument.minimumNotional
  }

  /// Whether refusals as crossing are a burst: from the limit on, until they fall to half of it.
  var crossingsAreBurst: Bool {
    attempts.crossings.areBurst(of: settings.entries.rejectStorm, at: time)
  }

  /// Counts a refusal as crossing. A burst of them is reported once.
  mutating func countCrossing(_ order: Order) {
    guard attempts.crossings.count(at: time, burst: settings.entries.rejectStorm) else { return }
    recoveries.count(.rejectStorm)
    switches.control.raise(.rejectStorm)
    note(
      LogEntry(
        .rejectStorm, at: time, side: order.side, price: order.price,
        reason: Reason(
          .wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite])))
  }
}
