import Engine

extension ParameterTable.Section {
  /// When the circuit breaker trips, and how it returns to normal.
  static let breaker: [Parameter] = [
    .number(
      "risk.breaker.errors", NumberForm("errors"), of: \.risk.breaker.threshold,
      "This many errors in a row trip the circuit breaker, and entries stop. Network errors trip"
        + " it at twice the number, \"too many requests\" at once."),
    .seconds(
      "risk.breaker.window_seconds", of: \.risk.breaker.windowNanoseconds,
      "Errors further apart than this are not in a row."),
    .seconds(
      "risk.breaker.quiet_seconds", of: \.risk.breaker.quietNanoseconds,
      "How long there must be no error after a trip before the cooldown begins."),
    .seconds(
      "risk.breaker.cooldown_seconds", of: \.risk.breaker.cooldownNanoseconds,
      "Length of the cooldown, during which no entry order is sent."),
    .seconds(
      "risk.breaker.probation_seconds", of: \.risk.breaker.probationNanoseconds,
      "After the cooldown one entry order is tried. When it is accepted, or after this time,"
        + " entries are back to normal."),
  ]
}
