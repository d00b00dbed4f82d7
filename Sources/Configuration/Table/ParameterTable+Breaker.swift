import Engine

extension ParameterTable.Section {
  /// When the circuit breaker trips, and how it comes back.
  static let breaker: [Parameter] = [
    .number(
      "risk.breaker.errors", NumberForm("errors"), of: \.risk.breaker.threshold,
      "So many errors in a row trip the circuit breaker; network errors twice as many, \"too many"
        + " requests\" at once."),
    .seconds(
      "risk.breaker.window_seconds", of: \.risk.breaker.windowNanoseconds,
      "Errors further apart than this are not in a row."),
    .seconds(
      "risk.breaker.quiet_seconds", of: \.risk.breaker.quietNanoseconds,
      "Once tripped, so long a time without an error begins the cooldown."),
    .seconds(
      "risk.breaker.cooldown_seconds", of: \.risk.breaker.cooldownNanoseconds,
      "How long the cooldown lasts."),
    .seconds(
      "risk.breaker.probation_seconds", of: \.risk.breaker.probationNanoseconds,
      "After the cooldown one open is tried; accepted, or after this time, all is normal again."),
  ]
}
