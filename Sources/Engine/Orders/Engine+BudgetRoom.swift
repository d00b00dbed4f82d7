import Market

extension Engine {
  /// How the budget stands for one more open.
  @inline(__always) mutating func requestBudgetReading() -> GateReading {
    orders.budget.isTracked ? trackedReading() : .unused(.requestBudget, .weightSpent)
  }

  /// Out of line for the reason that the reading of a drawdown's cap is.
  @inline(never) private mutating func trackedReading() -> GateReading {
    let room = orders.budget.room(at: time)
    return GateReading(.requestBudget, isOpen: room.isOpen, room.reason)
  }

  /// Opens wait for the budget: for weight until there is some, for actions it is looked at again
  /// every second.
  mutating func holdForBudget() {
    let retryAt =
      switch orders.budget.room(at: time) {
      case .weight: orders.budget.opens(after: time)
      case .actions: time.advanced(byNanoseconds: Retry.nanoseconds)
      }
    timers.wake(.requestBudget, at: retryAt)
    if orders.budget.hold(at: time, until: retryAt) { recoveries.count(.budgetHeld) }
  }
}
