import Market
import Venue

/// When the venue's answer to a request is due.
extension Engine {
  /// When the answer to a request sent now is overdue.
  var answerDue: Instant {
    time.advanced(byNanoseconds: settings.orders.acknowledgeTimeoutNanoseconds)
  }
}
