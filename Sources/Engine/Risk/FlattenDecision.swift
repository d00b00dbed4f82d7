import Market
import Venue

/// What a flatten goes by: plain numbers of this moment.
struct FlattenFacts: Sendable {
  let now: Instant
  /// The first comparison with the venue is through: before it nobody knows what there is to close, and
  /// no lots are no proof.
  let hasCompared: Bool
  /// None of our orders is live but the stops of lots.
  let isClear: Bool
  /// What is to be closed.
  let position: Position
  /// An order of an engine before this one may yet arrive and fill, or one of ours that we don't know
  /// is being asked about: flat by what is known is not flat then.
  let mayHearOfMore: Bool
  /// How many slippage limits there are to try.
  let limits: Int
  /// Why nothing can be traded.
  let block: MarketBlock?
}

/// What is to be done for a flatten.
enum FlattenIntent: Equatable, Sendable {
  case nothing
  /// All orders that must go are cancelled.
  case clear
  /// It is looked at with whatever comes next.
  case lookAgain
  case pause(until: Instant)
  /// A slice within this slippage limit.
  case send(step: Int)
  /// The position is flat: it is over.
  case finish
  /// There is no limit left to try: it is over, and the lots go back to their exits.
  case giveUp
}

/// What becomes of a flatten, what is done for it, and what a person is told that it waits for.
struct FlattenDecision: Equatable, Sendable {
  let state: Flattening
  let intent: FlattenIntent
  var says: FlattenWait?
}

/// One slice of a flatten, as it is sent.
struct FlattenSlice: Equatable, Sendable {
  let side: Side
  let quantity: Quantity
  /// Its limit by the slippage alone, before the collar and the venue's tick grid.
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
      // A slice of one before it has ended too.
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
      // Whoever is exposed is told at once that the market can't be traded.
      let says = course.patience.say() ? FlattenWait.market(block) : nil
      return FlattenDecision(state: .reducing(course), intent: .lookAgain, says: says)
    }
    return FlattenDecision(state: .reducing(course), intent: .send(step: course.step))
  }
}

extension Flattening.Course {
  /// What a person is told that it waits for: nothing before its patience is over, and then once.
  fileprivate mutating func waits(for wait: FlattenWait, at now: Instant) -> FlattenWait? {
    guard patience.isOver(at: now) else { return nil }
    return patience.say() ? wait : nil
  }
}
