import Market
import Venue

extension Engine {
  /// Counts the weight of what an input sends.
  @inline(__always)
  mutating func weigh(_ effects: Effects, since requests: Int) {
    guard orders.budget.isTracked else { return }
    orders.budget.spend(effects.requests[requests...], at: time)
  }

  /// The venue refused a request because a limit was reached.
  mutating func observeBudget(_ report: VenueReport) {
    guard orders.budget.isTracked else { return }
    switch report {
    case .rejected(_, .rateLimited), .cancelRefused(_, .rateLimited),
      .amendRefused(_, .rateLimited), .scheduleRefused(.rateLimited):
      orders.budget.actionsRanOut()
    case .failed(_, _, .throttled): orders.budget.weightRanOut(at: time)
    case .accepted, .rejected, .filled, .cancelled, .cancelRefused, .amended, .amendRefused,
      .shrunk, .triggered, .failed, .cancelScheduled, .scheduleRefused, .funded:
      break
    }
  }
}
