import Market
import Venue

/// What a flatten is decided by: plain numbers of this moment.
struct FlattenFacts: Sendable {
  let now: Instant
  /// The first comparison with the venue is done. Before it, what must be closed is unknown, and
  /// having no lots proves nothing.
  let hasCompared: Bool
  /// None of our orders is live except the stops of lots.
  let isClear: Bool
  /// What must be closed.
  let position: Position
  /// An order of the previous engine may still arrive and fill, or an unknown own order is being
  /// queried. The position is then not flat for certain, even if it seems so.
  let mayHearOfMore: Bool
  /// The number of slippage limits to try.
  let limits: Int
  /// Why nothing can be traded; nil if it can.
  let block: MarketBlock?
}

/// What must be done for a flatten.
enum FlattenIntent: Equatable, Sendable {
  case nothing
  /// All orders that must go are cancelled.
  case clear
  /// It is checked again with the next input.
  case lookAgain
  case pause(until: Instant)
  /// Sends a slice within this slippage limit.
  case send(step: Int)
  /// The position is flat: the flatten is done.
  case finish
  /// No limit is left to try: the flatten ends, and the lots go back to their exits.
  case giveUp
}

/// The flatten's next state, what is done for it, and the wait that is reported to the operator.
struct FlattenDecision: Equatable, Sendable {
  let state: Flattening
  let intent: FlattenIntent
  var says: FlattenWait?
}

/// One slice of a flatten, as it is sent.
struct FlattenSlice: Equatable, Sendable {
  let side: Side
  let quantity: Quantity
  /// Its limit by slippage alone, before the collar and the venue's tick grid.
  let wanted: Price
  let limit: Price
  let isReduceOnly: Bool
}

extension Flattening {
  /// Its next step.
  func next(_ facts: FlattenFacts) -> FlattenDecision {
    switch self {
    case .idle, .takenBack, .done, .stuck: return FlattenDecision(state: self, intent: .nothing)
    case .clearing(var course):
      guard facts.hasCompared, facts.isClear else {
        let says = course.waits(for: facts.hasCompared ? .orders : .comparison, at: facts.now)
        return FlattenDecision(state: .clearing(course), intent: .clear, says: says)
      }
      // A slice of an earlier flatten has ended too.
      if course.slice == .live { course.slice = .none }
      return Flattening.reduce(course, facts)
    case .reducing(let course): return Flattening.reduce(course, facts)
    }
  }

  private static func reduce(_ course: Course, _ facts: FlattenFacts) -> FlattenDecision {
    var course = course
    if course.slice == .live {
      let says = course.waits(for: .orders, at: facts.now)
      return FlattenDecision(state: .reducing(course), intent: .nothing, says: says)
    }
    if facts.position.isFlat {
      guard facts.mayHearOfMore else { return FlattenDecision(state: .done, intent: .finish) }
      let says = course.waits(for: .comparison, at: facts.now)
      return FlattenDecision(state: .reducing(course), intent: .lookAgain, says: says)
    }
    guard course.step < facts.limits else { return FlattenDecision(state: .stuck, intent: .giveUp) }
    if case .pausing(let until) = course.slice, facts.now < until {
      return FlattenDecision(state: .reducing(course), intent: .pause(until: until))
    }
    if let block = facts.block {
      // The operator must know at once that an open position can't be traded.
      let says = course.patience.say() ? FlattenWait.market(block) : nil
      return FlattenDecision(state: .reducing(course), intent: .lookAgain, says: says)
    }
    return FlattenDecision(state: .reducing(course), intent: .send(step: course.step))
  }
}

extension Flattening.Course {
  /// The wait to report to the operator: nil before its patience is over, then once.
  fileprivate mutating func waits(for wait: FlattenWait, at now: Instant) -> FlattenWait? {
    guard patience.isOver(at: now) else { return nil }
    return patience.say() ? wait : nil
  }
}
