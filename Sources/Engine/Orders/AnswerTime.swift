import Market
import Venue

/// By when what was asked of the venue must be answered.
extension Engine {
  /// When an answer to what is asked now is overdue.
  var answerDue: Instant {
    time.advanced(byNanoseconds: settings.orders.acknowledgeTimeoutNanoseconds)
  }
}
