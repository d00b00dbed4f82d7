import Market
import Venue

extension Engine {
  /// An open filled: an attempt counts it, and the side remembers where it last added.
  mutating func learnAttemptFill(_ fill: Fill, _ index: Int32, lot: Int32) {
    let side = fill.side
    if fill.liquidity == .maker { attempts.rechecks[side] = nil }
    guard orders.live[index].purpose != .ladder || !attempts.live.isEmpty else { return }
    attempts.lastAdd[side] = (fill.price, time)
    if orders.live[index].purpose == .attempt { books.lots[lot].isOfCycle = true }
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].filled += fill.quantity
    attempts.live[place].lot = (lot, books.lots[lot].id)
    attempts.live[place].rejects = 0
  }

  /// The venue took an order of an attempt: refusals are no longer in a row.
  mutating func learnAttemptAccepted(_ index: Int32) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].rejects = 0
    attempts.failures[attempts.live[place].side] = 0
  }

  /// The venue refused an order of an attempt; what follows is decided as the order ends.
  mutating func learnAttemptRefusal(_ index: Int32, _ refusal: Refusal) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].refusal = refusal
    attempts.live[place].error = refusal.errorClass
  }

  /// An order of an attempt never came to stand; what follows is decided as it ends.
  mutating func learnAttemptFailure(_ index: Int32, _ error: ErrorClass) {
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].error = error
  }

  /// An order of an attempt has ended, confirmed: the attempt is done, goes on, or is cleared.
  mutating func learnAttemptEnd(_ index: Int32) {
    attempts.isDue = true
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].order = -1
    let attempt = attempts.live[place]
    if isTooSmall(due(attempt), at: attempt.price) { return finish(place, .attemptDone) }
    if let reason = attempt.stopped {
      return finish(place, .attemptStopped, because: reason)
    }
    switch attempt.phase {
    case .waiting: break
    case .moving: wait(place, until: time)
    case .timingOut:
      attempts.live[place].phase = .waiting
      attempts.live[place].goOn(because: Reason(.timedOut))
      attempts.live[place].deadline = time
    case .fallingBack:
      if mayTakeAgain(attempt) { return persist(place, orders.live[index]) }
      if attempt.filled.isZero { holdSide(attempt, orders.live[index]) }
      finish(place, attempt.refusal == nil ? .attemptDone : .attemptFailed)
    case .resting: learnLoss(place, orders.live[index])
    }
  }

  /// A resting order of an attempt ended unasked, was refused, or something else had it cancelled.
  private mutating func learnLoss(_ place: Int, _ order: Order) {
    let attempt = attempts.live[place]
    if attempt.refusal == .wouldCross {
      attempts.live[place].refusal = nil
      attempts.live[place].rejects += 1
      attempts.live[place].hold = EntryHold(
        .venue,
        Reason(.wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite]))
      recoveries.count(.attemptRefused)
      return wait(place, until: time.advanced(byNanoseconds: backoff(attempt.rejects)))
    }
    if order.stage.mustEnd {
      return finish(place, .attemptStopped, because: order.reason)
    }
    if attempt.purpose == .completion { return persist(place, order) }
    holdSide(attempt, order)
    mark(attempt)
    finish(place, .attemptFailed)
  }

  /// Whether a completion's taker failed for a reason of which another may be free.
  private func mayTakeAgain(_ attempt: Attempt) -> Bool {
    guard attempt.purpose == .completion, time < attempt.deadline else { return false }
    return attempt.error != .expected && attempt.error != .permanent
  }

  /// A completion goes on whatever became of one order: it waits as the error asks for, and takes
  /// once its time is over.
  private mutating func persist(_ place: Int, _ order: Order) {
    attempts.live[place].hold = failure(of: attempts.live[place], order)
    wait(place, until: nextTry(attempts.live[place]))
  }

  /// The venue would not have an attempt's order, or ended it: its side waits before the next, longer
  /// each time where nobody expected the error. Else the cycle would ask again with every answer.
  private mutating func holdSide(_ attempt: Attempt, _ order: Order) {
    guard attempt.purpose == .attempt else { return }
    attempts.holds[attempt.side] = AttemptHold(
      hold: failure(of: attempt, order), until: nextTry(attempt))
  }

  /// Why an order of an attempt is gone.
  private func failure(of attempt: Attempt, _ order: Order) -> EntryHold {
    if let refusal = attempt.refusal {
      return EntryHold(.venue, Reason(.venueRefused, value: Int64(refusal.rawValue)))
    }
    if order.stage.isAbsent { return EntryHold(.venue, Unplaced.absent.reason) }
    return EntryHold(.venue, order.isAccepted ? order.reason : Reason(.notSent))
  }

  /// When an attempt's side may ask again after its last order.
  private mutating func nextTry(_ attempt: Attempt) -> Instant {
    let side = attempt.side
    if attempt.error == .unexpected {
      attempts.failures[side] = min(attempts.failures[side] + 1, 7)
    }
    return time.advanced(byNanoseconds: attempt.error.openWait(after: attempts.failures[side]))
  }

  /// Why a side attempts nothing since the venue would not have its last order.
  func heldBack(_ side: Side) -> EntryHold? {
    guard let hold = attempts.holds[side], time < hold.until else { return nil }
    return hold.hold
  }

  private mutating func wait(_ place: Int, until moment: Instant) {
    attempts.live[place].phase = .waiting
    attempts.live[place].lookAt = moment
  }

  /// How long an attempt waits that was refused so many times before.
  private func backoff(_ rejects: Int) -> Int64 {
    let first = settings.entries.rejectBackoffNanoseconds
    return min(settings.entries.maximumRejectBackoffNanoseconds, first << Int64(min(rejects, 16)))
  }

  /// Whether the venue would not take an order that small.
  @inline(__always) func isTooSmall(_ quantity: Quantity, at price: Price) -> Bool {
    quantity.isZero || Money(price, times: quantity) < instrument.minimumNotional
  }

  /// Whether refusals as crossing are a storm: from the limit on, until they have become half of it.
  var isStorming: Bool {
    attempts.stormed
      && attempts.crossings.total(at: time) > settings.entries.rejectStorm / 2
  }

  /// Counts a refusal as crossing: one is expected, many within a minute are a storm and get a name.
  mutating func countCrossing(_ order: Order) {
    attempts.stormed = isStorming
    attempts.crossings.add(1, at: time)
    guard !attempts.stormed,
      attempts.crossings.total(at: time) >= settings.entries.rejectStorm
    else { return }
    attempts.stormed = true
    recoveries.count(.rejectStorm)
    switches.control.raise(.rejectStorm)
    note(
      LogEntry(
        .rejectStorm, at: time, side: order.side, price: order.price,
        reason: Reason(
          .wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite])))
  }
}
