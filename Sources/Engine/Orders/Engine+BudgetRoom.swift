import Market

extension Engine {
  /// Entries wait for the budget. For weight they wait until there is some; actions are checked
  /// again every second.
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
