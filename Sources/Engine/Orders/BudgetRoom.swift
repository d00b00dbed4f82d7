import Market

/// What of the request budget decides whether one more entry may go out.
enum BudgetRoom: Equatable, Sendable {
  /// The account's actions: so many are left, and so many are kept for cancels and exits.
  case actions(left: Int, kept: Int)
  /// The weight of the last sixty seconds: so much is spent, and entries may make it so much.
  case weight(spent: Int, most: Int)

  var isOpen: Bool {
    switch self {
    case .actions(let left, let kept): left > kept
    case .weight(let spent, let most): spent < most
    }
  }

  /// What is told of it.
  var reason: Reason {
    switch self {
    case .actions(let left, let kept):
      Reason(.actionsSpent, value: Int64(left), limit: Int64(kept))
    case .weight(let spent, let most):
      Reason(.weightSpent, value: Int64(spent), limit: Int64(most))
    }
  }
}

extension RequestBudget {
  /// How it stands for one more entry at a moment.
  func room(at time: Instant) -> BudgetRoom {
    if let left = actionsLeft, left <= actionsKept || openWeight == nil {
      return .actions(left: left, kept: actionsKept)
    }
    return .weight(spent: weight(at: time), most: openWeight ?? .max)
  }

  /// How it stands for one more open.
  @inline(__always) func reading(at time: Instant) -> GateReading {
    isTracked ? trackedReading(at: time) : .unused(.requestBudget, .weightSpent)
  }

  @inline(never) private func trackedReading(at time: Instant) -> GateReading {
    let room = room(at: time)
    return GateReading(.requestBudget, isOpen: room.isOpen, room.reason)
  }
}
