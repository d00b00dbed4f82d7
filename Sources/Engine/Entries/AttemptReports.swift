import Market
import Venue

extension Engine {
  /// An open filled: an attempt counts it, and the side remembers where it last added.
  mutating func learnAttemptFill(_ fill: Fill, _ index: Int32, lot: Int32) {
    let side = fill.side
    if fill.liquidity == .maker { attempts.rechecks[side] = nil }
    guard registry[index].purpose != .ladder || !attempts.live.isEmpty else { return }
    attempts.lastAdd[side] = (fill.price, time)
    if registry[index].purpose == .attempt { lots[lot].isOfCycle = true }
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].filled += fill.quantity
    attempts.live[place].lot = (lot, lots[lot].id)
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
  }

  /// An order of an attempt has ended, confirmed: the attempt is done, goes on, or is cleared.
  mutating func learnAttemptEnd(_ index: Int32) {
    attempts.isDue = true
    guard let place = attempts.index(of: index) else { return }
    attempts.live[place].order = -1
    let attempt = attempts.live[place]
    if isTooSmall(attempt.left, at: attempt.price) { return finish(place, .attemptDone) }
    if let reason = attempt.stopped {
      attempts.live[place].reason = reason
      return finish(place, .attemptStopped)
    }
    switch attempt.phase {
    case .waiting: break
    case .moving: wait(place, until: time)
    case .timingOut:
      attempts.live[place].phase = .waiting
      attempts.live[place].reason = Reason(.timedOut)
      attempts.live[place].deadline = time
    case .fallingBack:
      if attempt.filled.isZero { holdSide(attempt, registry[index]) }
      finish(place, attempt.refusal == nil ? .attemptDone : .attemptFailed)
    case .resting: learnLoss(place, registry[index])
    }
  }

  /// A resting order of an attempt ended unasked, was refused, or something else had it cancelled.
  private mutating func learnLoss(_ place: Int, _ order: Order) {
    let attempt = attempts.live[place]
    if attempt.refusal == .wouldCross {
      attempts.live[place].refusal = nil
      attempts.live[place].rejects += 1
      attempts.live[place].reason = Reason(
        .wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite])
      recoveries.count(.attemptRefused)
      return wait(place, until: time.advanced(byNanoseconds: backoff(attempt.rejects)))
    }
    if order.mustEnd {
      attempts.live[place].reason = order.reason
      return finish(place, .attemptStopped)
    }
    holdSide(attempt, order)
    mark(attempt)
    finish(place, .attemptFailed)
  }

  /// The venue would not have an attempt's order, or ended it: its side waits before the next, longer
  /// each time where nobody expected the error. Else the cycle would ask again with every answer.
  private mutating func holdSide(_ attempt: Attempt, _ order: Order) {
    guard attempt.purpose == .attempt else { return }
    let side = attempt.side
    let error = attempt.refusal?.errorClass ?? .expected
    if error == .unexpected { attempts.failures[side] = min(attempts.failures[side] + 1, 7) }
    let reason =
      attempt.refusal.map { Reason(.venueRefused, value: Int64($0.rawValue)) }
      ?? (order.isBelievedAbsent
        ? Reason(.absentAtVenue) : order.isAccepted ? order.reason : Reason(.notSent))
    attempts.holds[side] = AttemptHold(
      reason: reason,
      until: time.advanced(byNanoseconds: error.openWait(after: attempts.failures[side])))
  }

  /// Why a side attempts nothing since the venue would not have its last order.
  func heldBack(_ side: Side) -> Reason? {
    guard let hold = attempts.holds[side], time < hold.until else { return nil }
    return hold.reason
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
    control.raise(.rejectStorm)
    note(
      LogEntry(
        .rejectStorm, at: time, side: order.side, price: order.price,
        reason: Reason(
          .wouldCross, value: order.price.ticks, limit: book[best: order.side.opposite])))
  }
}
