import Market
import Venue

/// Trips the circuit breaker.
extension Engine {
  /// Trips the breaker. If the cause latches, its entries are cancelled within the same input.
  mutating func trip(_ cause: BreakerCause) {
    let (stage, before) = (switches.breaker.stage, switches.breaker.cause)
    switches.breaker.trip(cause, at: time)
    switches.look()
    changes.nameAllRungs()
    guard stage == .normal || stage == .probation || before != switches.breaker.cause else {
      return
    }
    recoveries.count(.breakerTripped)
    switches.control.raise(.breaker)
    note(
      LogEntry(
        .breakerTripped, at: time,
        reason: Reason(
          .breakerTripped, value: Int64(cause.rawValue), limit: switches.breaker.wait(at: time) ?? 0
        )))
  }

  mutating func noteBreaker() {
    changes.nameAllRungs()
    if switches.breaker.stage == .normal { recoveries.count(.breakerRecovered) }
    note(
      LogEntry(
        .breakerStage, at: time,
        reason: Reason(.breakerTripped, value: Int64(switches.breaker.stage.rawValue))))
  }
}
