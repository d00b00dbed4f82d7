import Market
import Venue

extension Engine {
  /// Whether attempts need a check within this input.
  @inline(__always) var attemptsAreDue: Bool {
    attempts.isDue || time >= timers[.attempts] || mayHaveToStop
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
    for place in attempts.live.indices.reversed() where attempts.live[place].order == nil {
      if time >= attempts.live[place].deadline { passDeadline(of: place) }
    }
    for place in attempts.live.indices { advance(place, into: &effects) }
    beginCompletion(into: &effects)
    if settings.entries.mode == .cycle { runCycle(into: &effects) }
    setAttemptWake()
    // Any input may leave less for a completion to do, or nothing.
    if attempts.completion.isUnderWay { attempts.isDue = true }
  }

  /// Ends what the operator or a rule has switched off: only a new attempt replaces it. One whose
  /// order is being ended ends with it; one that a freeze leaves resting continues to rest.
  private mutating func stopSwitchedOff() {
    for place in attempts.live.indices.reversed() {
      guard let reason = switchedOff(attempts.live[place].side) else { continue }
      switch attempts.live[place].stage {
      case .waiting: finish(place, .attemptStopped, because: reason)
      case .resting(let order) where !orders.live[order].isEnding: break
      case .leaving(_, .stopped): break
      case .resting, .taking, .leaving: attempts.live[place].on(.leaves(.stopped(reason)))
      }
    }
  }

  private mutating func advance(_ place: Int, into effects: inout Effects) {
    switch attempts.live[place].turn(at: time) {
    case .nothing: break
    case .timeOut(let order):
      attempts.live[place].on(.leaves(.timedOut))
      cancel(order, because: Reason(.timedOut), into: &effects)
    case .compare(let order):
      attempts.live[place].lookAt = nextLook
      compare(place, order, into: &effects)
    case .send(let style):
      attempts.live[place].lookAt = nextLook
      if let refusal = send(style, place, into: &effects) { hold(place, refusal) }
    }
  }

  @inline(__always) private var nextLook: Instant {
    time.advanced(byNanoseconds: settings.entries.repriceNanoseconds)
  }

  /// Compares an attempt with its target, and cancels an order that is off it. The rest is placed
  /// at the target once the order has ended.
  private mutating func compare(_ place: Int, _ order: Int32, into effects: inout Effects) {
    let attempt = attempts.live[place]
    guard let facts = restingFacts(attempt, order) else { return }
    switch attempt.comparison(facts) {
    case .leftAlone: break
    case .held(let hold):
      if !hold.reason.tells(sameAs: attempt.reason) { noteHeld(attempt, hold.reason) }
      attempts.live[place].hold = hold
    case .fits: if attempt.hold != nil { attempts.live[place].resume(because: Reason(.attempted)) }
    case .moves:
      attempts.live[place].reprices += 1
      leave(
        place, order,
        because: Reason(.repriced, value: facts.price.ticks, limit: facts.target.ticks),
        into: &effects)
    }
  }

  /// Cancels the order of an attempt. What is left is placed elsewhere once the order has ended.
  mutating func leave(
    _ place: Int, _ order: Int32, because reason: Reason, into effects: inout Effects
  ) {
    attempts.live[place].on(.leaves(.moves))
    attempts.live[place].resume(because: reason)
    cancel(order, because: reason, into: &effects)
  }

  /// What the comparison of an attempt's resting order depends on; nil if it has no target now.
  func restingFacts(_ attempt: Attempt, _ order: Int32) -> RestingFacts? {
    guard let target = target(attempt.side, cap: attempt.cap)?.price else { return nil }
    let mayMove =
      market.block == nil && switchedOff(attempt.side) == nil && orders.live[order].isAccepted
      && !orders.live[order].isCancelling
    return RestingFacts(
      mayMove: mayMove, price: orders.live[order].price, target: target,
      hold: orderHold(attempt, target), tolerance: settings.orders.repriceTicks)
  }

  /// The deadline of an attempt without a live order has passed.
  private mutating func passDeadline(of place: Int) {
    let attempt = attempts.live[place]
    switch attempt.atDeadline(time) {
    case .stops: finish(place, .attemptStopped)
    case .takes(let moment):
      attempts.live[place].wait(for: .take, until: moment)
      attempts.live[place].deadline = moment.advanced(
        byNanoseconds: settings.entries.recheckNanoseconds)
    case .clears:
      mark(attempt)
      attempts.sides[attempt.side].recheck?.isFresh = false
      finish(place, .attemptTimedOut)
    }
  }

  /// Sets the timer for the next check that any of them needs.
  private mutating func setAttemptWake() {
    var next = attempts.live.reduce(Instant.never) { min($0, $1.wakeAt) }
    for side in Side.allCases {
      if let recheck = attempts.sides[side].recheck { next = min(next, recheck.until, nextLook) }
    }
    if settings.entries.mode == .cycle { next = min(next, nextLook) }
    timers[.attempts] = max(next, time)
  }
}
