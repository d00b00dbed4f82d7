import Market
import Venue

// What an attempt does next: asked of it with plain facts, carried out by the engine.

/// What an attempt does where nothing happened but that time passed.
enum AttemptTurn: Equatable, Sendable {
  case nothing
  /// Its time is over: the order is cancelled.
  case timeOut(order: Int32)
  /// Its order is compared with where it belongs.
  case compare(order: Int32)
  /// It makes its next order.
  case send(AttemptStage.Style)
}

/// What a comparison of a resting order with its target goes by.
struct RestingFacts: Sendable {
  /// Its order may be moved: the book can be quoted on, nobody switched entries off, the venue
  /// accepted it, and it is not being cancelled.
  let mayMove: Bool
  /// Where its order stands.
  let price: Price
  /// Where it belongs.
  let target: Price
  /// Why it may not have an order there.
  let hold: EntryHold?
  /// How far off it may stand, in ticks.
  let tolerance: Int64
}

/// What a comparison with its target comes to.
enum AttemptComparison: Equatable, Sendable {
  /// It can't be moved now.
  case leftAlone
  /// Where its side may not add it doesn't go: it rests on where it stands.
  case held(EntryHold)
  case fits
  case moves
}

/// What becomes of an attempt without a live order whose time is over.
enum AttemptDeadline: Equatable, Sendable {
  /// What holds it back ends it.
  case stops
  /// A completion takes what is left, no sooner than then.
  case takes(from: Instant)
  /// It is cleared, and may have its side finished by one taker order.
  case clears
}

/// What goes with an order of an attempt that has ended, all that it filled being booked.
struct AttemptEndFacts: Sendable {
  let now: Instant
  /// What is left to do is too little for an order.
  let isTooSmall: Bool
  /// Why its order was cancelled, where something else than the attempt had that done.
  let endedBecause: Reason?
}

/// What becomes of an attempt whose order has ended.
enum AttemptEnd: Equatable, Sendable {
  /// It did what it was for, or all that an order can be had for.
  case done
  case stopped(Reason)
  /// What is left is placed elsewhere at once.
  case movesOn
  /// Its deadline has come.
  case timesOut
  /// It was refused as crossing: it waits, longer each time.
  case backsOff
  /// A completion goes on whatever became of one order, once the error lets it.
  case retries(AttemptStage.Style)
  /// Its taker has traded what it could; where that is nothing, the side waits before the next.
  case taken(nothing: Bool)
  /// Its resting order is gone unasked: the side waits, and may be finished by one taker order.
  case lost
}

extension Attempt {
  /// What it does now.
  func turn(at now: Instant) -> AttemptTurn {
    switch stage {
    case .taking, .leaving: .nothing  // Its order's end is awaited.
    case .resting(let order):
      if now >= deadline {
        .timeOut(order: order)
      } else {
        now >= lookAt ? .compare(order: order) : .nothing
      }
    case .waiting(let style): now >= lookAt ? .send(style) : .nothing
    }
  }

  /// When it wants a look; never where the end of its order is awaited.
  var wakeAt: Instant {
    switch stage {
    case .taking, .leaving: .never
    case .resting: min(deadline, isFixed ? .never : lookAt)
    case .waiting: min(deadline, lookAt)
    }
  }

  /// Whether its resting order stands where it belongs.
  func comparison(_ facts: RestingFacts) -> AttemptComparison {
    guard !isFixed, facts.mayMove else { return .leftAlone }
    if let hold = facts.hold { return .held(hold) }
    return abs(facts.target.ticks - facts.price.ticks) > facts.tolerance ? .moves : .fits
  }

  /// What follows from its time being over, without a live order.
  func atDeadline(_ now: Instant) -> AttemptDeadline {
    if let hold, hold.cause.endsAttempts { return .stops }
    guard purpose == .completion, !stage.takes else { return .clears }
    // After an error it still waits as long as that asks for.
    return .takes(from: trouble.errorClass == .expected ? now : max(now, lookAt))
  }

  /// What follows from the end of its order.
  func atEnd(_ facts: AttemptEndFacts) -> AttemptEnd {
    if facts.isTooSmall { return .done }
    switch stage {
    case .waiting, .leaving(_, .moves): return .movesOn
    case .leaving(_, .stopped(let reason)): return .stopped(reason)
    case .leaving(_, .timedOut): return .timesOut
    case .taking:
      if mayTakeAgain(at: facts.now) { return .retries(.take) }
      return .taken(nothing: filled.isZero)
    case .resting:
      if trouble == .refused(.wouldCross) { return .backsOff }
      if let reason = facts.endedBecause { return .stopped(reason) }
      return purpose == .completion ? .retries(.rest) : .lost
    }
  }

  /// Whether a completion's taker failed for a reason of which another may be free.
  private func mayTakeAgain(at now: Instant) -> Bool {
    guard purpose == .completion, now < deadline else { return false }
    switch trouble.errorClass {
    case .expected, .permanent: return false
    case .throttled, .network, .venueDown, .margin, .unexpected: return true
    }
  }
}
