import Market

/// The part of the request budget that decides whether one more entry may be sent.
enum BudgetRoom: Equatable, Sendable {
  /// The account's actions: the number left, and the number kept for cancels and exits.
  case actions(left: Int, kept: Int)
  /// The weight of the last 60 seconds: the amount spent, and the limit for entries.
  case weight(spent: Int, most: Int)

  var isOpen: Bool {
    switch self {
    case .actions(let left, let kept): left > kept
    case .weight(let spent, let most): spent < most
    }
  }

  /// The reason shown for it.
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
  /// The state of the budget for one more entry at a moment.
  func room(at time: Instant) -> BudgetRoom {
    if let left = actionsLeft, left <= actionsKept || openWeight == nil {
      return .actions(left: left, kept: actionsKept)
    }
    return .weight(spent: weight(at: time), most: openWeight ?? .max)
  }

  /// The gate's reading for one more entry at a moment.
  @inline(__always) func reading(at time: Instant) -> GateReading {
    isTracked ? trackedReading(at: time) : .unused(.requestBudget, .weightSpent)
  }

  @inline(never) private func trackedReading(at time: Instant) -> GateReading {
    let room = room(at: time)
    return GateReading(.requestBudget, isOpen: room.isOpen, room.reason)
  }
}
