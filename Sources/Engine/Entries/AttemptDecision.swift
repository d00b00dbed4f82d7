import Market
import Venue

// What an attempt does next: decided from plain facts, carried out by the engine.

/// What an attempt does when only time has passed.
enum AttemptTurn: Equatable, Sendable {
  case nothing
  /// Its time is over: the order is cancelled.
  case timeOut(order: Int32)
  /// Its order is compared with where it belongs.
  case compare(order: Int32)
  /// It sends its next order.
  case send(AttemptStage.Style)
}

/// What a comparison of a resting order with its target depends on.
struct RestingFacts: Sendable {
  /// Its order may be moved: the book can be quoted on, entries are not switched off, the venue
  /// accepted the order, and it is not being cancelled.
  let mayMove: Bool
  /// The price of its order.
  let price: Price
  /// The price that its order belongs at.
  let target: Price
  /// Why it may not have an order there; nil if it may.
  let hold: EntryHold?
  /// How far from its target it may be, in ticks.
  let tolerance: Int64
}

/// The result of a comparison with the target.
enum AttemptComparison: Equatable, Sendable {
  /// It can't be moved now.
  case leftAlone
  /// Its side may not add at the target: the order keeps resting where it is.
  case held(EntryHold)
  case fits
  case moves
}

/// What becomes of an attempt without a live order whose deadline has passed.
enum AttemptDeadline: Equatable, Sendable {
  /// What holds it back ends it.
  case stops
  /// A completion takes what is left, at this moment at the earliest.
  case takes(from: Instant)
  /// It ends, and its side may be finished by one taker order.
  case clears
}

/// Facts about an order of an attempt that has ended, when all its fills are booked.
struct AttemptEndFacts: Sendable {
  let now: Instant
  /// What is left to do is too little for an order.
  let isTooSmall: Bool
  /// Why its order was cancelled, if something other than the attempt asked for that.
  let endedBecause: Reason?
}

/// What becomes of an attempt whose order has ended.
enum AttemptEnd: Equatable, Sendable {
  /// It did what it was for, or what is left is too small for an order.
  case done
  case stopped(Reason)
  /// What is left is placed elsewhere at once.
  case movesOn
  /// Its deadline has come.
  case timesOut
  /// Its order was refused as crossing: it waits, longer each time.
  case backsOff
  /// A completion continues whatever became of one order, once the error allows it.
  case retries(AttemptStage.Style)
  /// Its taker order traded what it could; if that is nothing, the side waits before the next.
  case taken(nothing: Bool)
  /// Its resting order ended unasked: the side waits, and may be finished by one taker order.
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

  /// When it needs a check; never while the end of its order is awaited.
  var wakeAt: Instant {
    switch stage {
    case .taking, .leaving: .never
    case .resting: min(deadline, isFixed ? .never : lookAt)
    case .waiting: min(deadline, lookAt)
    }
  }

  /// Whether its resting order is where it belongs.
  func comparison(_ facts: RestingFacts) -> AttemptComparison {
    guard !isFixed, facts.mayMove else { return .leftAlone }
    if let hold = facts.hold { return .held(hold) }
    return abs(facts.target.ticks - facts.price.ticks) > facts.tolerance ? .moves : .fits
  }

  /// What follows when its deadline has passed and it has no live order.
  func atDeadline(_ now: Instant) -> AttemptDeadline {
    if let hold, hold.cause.endsAttempts { return .stops }
    guard purpose == .completion, !stage.takes else { return .clears }
    // After an error it still waits as long as the error requires.
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

  /// Whether a completion's taker order failed for a reason that another order may not meet.
  private func mayTakeAgain(at now: Instant) -> Bool {
    guard purpose == .completion, now < deadline else { return false }
    switch trouble.errorClass {
    case .expected, .permanent: return false
    case .throttled, .network, .venueDown, .margin, .unexpected: return true
    }
  }
}
