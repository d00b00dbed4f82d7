import Market
import Venue

extension Engine {
  /// Whether attempts want a look within this input.
  @inline(__always) var attemptsAreDue: Bool {
    attempts.isDue || time >= attempts.wakeAt || mayHaveToStop
  }

  @inline(__always) private var mayHaveToStop: Bool {
    (switches.control.isFrozen || switches.control.isPaused.buy || switches.control.isPaused.sell)
      && attempts.mayBeStopped
  }

  /// Takes the next step of everything that is due: rechecks, attempts, a completion, the cycle.
  mutating func runAttempts(into effects: inout Effects) {
    attempts.isDue = false
    stopSwitchedOff()
    boundCompletion(into: &effects)
    reviewRechecks(into: &effects)
    for place in attempts.live.indices.reversed() where attempts.live[place].order < 0 {
      if time >= attempts.live[place].deadline { passDeadline(of: place) }
    }
    for place in attempts.live.indices { tend(place, into: &effects) }
    beginCompletion(into: &effects)
    if settings.entries.mode == .cycle { runCycle(into: &effects) }
    setAttemptWake()
    // What a completion is for may be done by others with any input.
    if attempts.isCompleting { attempts.isDue = true }
  }

  /// Ends what an operator or a rule has switched off: nothing of it comes back but by a new one. One
  /// whose order is being ended ends with it; one that a freeze leaves resting goes on resting.
  private mutating func stopSwitchedOff() {
    for place in attempts.live.indices.reversed() {
      guard let reason = switchedOff(attempts.live[place].side) else { continue }
      let order = attempts.live[place].order
      if order < 0 {
        finish(place, .attemptStopped, because: reason)
      } else if attempts.live[place].phase != .resting || orders.live[order].isEnding {
        attempts.live[place].stopped = attempts.live[place].stopped ?? reason
      }
    }
  }

  private mutating func tend(_ place: Int, into effects: inout Effects) {
    guard attempts.live[place].stopped == nil else { return }
    switch attempts.live[place].phase {
    case .moving, .timingOut, .fallingBack: break  // Its order's end is awaited.
    case .resting:
      let order = attempts.live[place].order
      if time >= attempts.live[place].deadline {
        attempts.live[place].phase = .timingOut
        cancel(order, because: Reason(.timedOut), into: &effects)
      } else if time >= attempts.live[place].lookAt {
        attempts.live[place].lookAt = nextLook
        reprice(place, into: &effects)
      }
    case .waiting:
      guard time >= attempts.live[place].lookAt else { return }
      attempts.live[place].lookAt = nextLook
      let refusal =
        attempts.live[place].takes
        ? take(place, into: &effects) : rest(place, into: &effects)
      if let refusal { hold(place, refusal) }
    }
  }

  @inline(__always) private var nextLook: Instant {
    time.advanced(byNanoseconds: settings.entries.repriceNanoseconds)
  }

  /// Compares an attempt with its target, and cancels what stands off it; the rest is placed there
  /// once that has ended.
  private mutating func reprice(_ place: Int, into effects: inout Effects) {
    let attempt = attempts.live[place]
    guard !attempt.isFixed, market.block == nil, !switches.control.isFrozen,
      !switches.control.isPaused[attempt.side], orders.live[attempt.order].isAccepted,
      !orders.live[attempt.order].isCancelling,
      let target = target(attempt.side, cap: attempt.cap)
    else { return }
    // Where its side may not add it doesn't go: it rests on where it stands.
    if let hold = orderHold(attempt, target.price) {
      if !hold.reason.tells(sameAs: attempt.reason) { noteHeld(attempt, hold.reason) }
      attempts.live[place].hold = hold
      return
    }
    if attempt.hold != nil { attempts.live[place].goOn(because: Reason(.attempted)) }
    let price = orders.live[attempt.order].price
    guard abs(target.price.ticks - price.ticks) > settings.orders.repriceTicks else { return }
    attempts.live[place].phase = .moving
    attempts.live[place].reprices += 1
    let reason = Reason(.repriced, value: price.ticks, limit: target.price.ticks)
    attempts.live[place].goOn(because: reason)
    cancel(attempt.order, because: reason, into: &effects)
  }

  /// The time of an attempt without a live order is over. A completion then takes what is left; any
  /// other is cleared, and may have marked its side.
  private mutating func passDeadline(of place: Int) {
    let attempt = attempts.live[place]
    if let hold = attempt.hold, hold.cause.endsAttempts {
      return finish(place, .attemptStopped)
    }
    if attempt.purpose == .completion, !attempt.takes {
      // After an error it still waits as long as that asks for.
      let isFree = attempt.error == .expected
      attempts.live[place].takes = true
      attempts.live[place].lookAt = isFree ? time : max(time, attempt.lookAt)
      attempts.live[place].deadline = attempts.live[place].lookAt.advanced(
        byNanoseconds: settings.entries.recheckNanoseconds)
      return
    }
    mark(attempt)
    attempts.rechecks[attempt.side]?.isFresh = false
    finish(place, .attemptTimedOut)
  }

  /// When the next of them wants a look.
  private mutating func setAttemptWake() {
    var next = Instant.distantFuture
    for attempt in attempts.live where attempt.stopped == nil {
      switch attempt.phase {
      case .moving, .timingOut, .fallingBack: break
      case .resting:
        next = min(next, attempt.deadline, attempt.isFixed ? .distantFuture : attempt.lookAt)
      case .waiting: next = min(next, attempt.deadline, attempt.lookAt)
      }
    }
    for side in Side.allCases {
      if let recheck = attempts.rechecks[side] { next = min(next, recheck.until, nextLook) }
    }
    if settings.entries.mode == .cycle { next = min(next, nextLook) }
    attempts.wakeAt = max(next, time)
  }
}
