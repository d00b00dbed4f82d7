import Market

extension Engine {
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
