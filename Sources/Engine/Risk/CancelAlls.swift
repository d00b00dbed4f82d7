import Market
import Venue

/// All running cancel-alls, in the order in which they were asked for; each scope once.
struct CancelAlls: Equatable, Sendable, Codable {
  private(set) var running: [CancelAll] = []
  private(set) var list = List.unasked

  /// The list of orders that continues their proof.
  enum List: Equatable, Sendable, Codable {
    case unasked
    /// A list was asked for; it is asked for again at that moment if no answer came.
    case asked(again: Instant)
  }

  var isEmpty: Bool { running.isEmpty }

  /// Whether any of them relies on a freeze.
  var holdFreeze: Bool { !running.allSatisfy(\.scope.isOfOneSide) }

  /// Whether one of them reaches an order.
  func reach(_ order: Order) -> Bool { running.contains { $0.scope.reaches(order) } }

  /// Whether one of them reaches an order that the venue reported.
  func reach(_ order: VenueOrder) -> Bool { running.contains { $0.scope.reaches(order) } }

  /// Begins a cancel-all; one of the same scope continues.
  mutating func begin(_ scope: CancelScope, at now: Instant) {
    if !running.contains(where: { $0.scope == scope }) { running.append(CancelAll(scope, at: now)) }
    list = .unasked
  }

  /// Ends the cancel-alls of some scopes before they are done.
  mutating func end(where isOver: (CancelScope) -> Bool) {
    running.removeAll { isOver($0.scope) }
    list = .unasked
  }

  /// Takes in the scopes in which orders are left here. Returns the scopes that take too long.
  mutating func look(at now: Instant, left: [CancelScope]) -> [CancelScope] {
    var overdue: [CancelScope] = []
    for place in running.indices {
      let scope = running[place].scope
      switch running[place].on(.looked(isLeft: left.contains(scope), now: now)) {
      case .goesOn, .done: break
      case .overdue: overdue.append(scope)
      }
    }
    return overdue
  }

  /// Takes in a list that lacks no order known to be live. The rest of the proof is asked for at
  /// once. Returns the number of cancel-alls that the list ended.
  mutating func hear(
    listAsked asked: Instant, at now: Instant, showsOne: (CancelScope) -> Bool
  ) -> Int {
    let before = running.count
    var left: [CancelAll] = []
    for var cancelAll in running {
      let showsOne = showsOne(cancelAll.scope)
      switch cancelAll.on(.listed(showsOne: showsOne, asked: asked, now: now)) {
      case .goesOn, .overdue: left.append(cancelAll)
      case .done: break
      }
    }
    running = left
    list = .unasked
    return before - left.count
  }

  /// A stream was opened again.
  mutating func doubtLists(at now: Instant) {
    for place in running.indices { _ = running[place].on(.doubted(now: now)) }
    list = .unasked
  }

  /// A list was asked for.
  mutating func asked(at now: Instant) {
    list = .asked(again: now.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// Orders are left in every scope: a list proves nothing for now.
  mutating func needNoList() { list = .unasked }
}

/// What must be done for cancel-alls once everything in their scopes is being cancelled.
enum CancelAllDecision: Equatable, Sendable {
  /// None is running.
  case nothing
  /// The orders that are left must end first.
  case awaitOrders
  /// A list was asked for and has not arrived.
  case awaitList
  case askList
}

extension CancelAlls {
  func next(at now: Instant) -> CancelAllDecision {
    guard !isEmpty else { return .nothing }
    guard running.contains(where: { $0.proof != .left }) else { return .awaitOrders }
    switch list {
    case .unasked: return .askList
    case .asked(let again): return now < again ? .awaitList : .askList
    }
  }
}
