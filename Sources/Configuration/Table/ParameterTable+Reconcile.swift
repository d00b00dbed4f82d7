import Engine

extension ParameterTable.Section {
  /// How the engine makes sure that it agrees with the venue.
  static let reconcile = ParameterTable.Section(
    name: "reconcile", summary: "How Rung keeps its books in agreement with the venue.",
    parameters: looks + drift + channels)

  private static let looks: [Parameter] = [
    .choice(
      "reconcile.at_start", [Word("cancel", .cancel), Word("adopt", .adopt)],
      \.engine.reconcile.atStart,
      "What happens to entry orders of Rung that are still at the venue at the start."
        + " \"cancel\": all are cancelled. \"adopt\": those the grid wants are kept, the others"
        + " are cancelled."),
    .number(
      "reconcile.show_start_ms", .milliseconds, of: \.reconcile.showStartNanoseconds,
      "How long the start shows which orders it will keep, cancel and place before it does so."),
    .number(
      "reconcile.overlap_ms", .milliseconds, of: \.reconcile.overlapNanoseconds,
      "How far a fill query reaches back, so that fills which the venue lists late are not"
        + " missed."
    ),
    .number(
      "reconcile.poll_ms", .milliseconds, of: \.reconcile.pollNanoseconds,
      "How often the account's fills are queried, whatever the private stream delivers. The"
        + " query waits while requests are scarce. After 60 s without one no entry order is"
        + " sent."),
    .number(
      "reconcile.account_ms", .milliseconds, of: \.reconcile.accountNanoseconds,
      "How often the account is queried while a margin cap is set, or while a side waits for"
        + " margin."),
    .number(
      "reconcile.every_ms", .milliseconds, of: \.reconcile.everyNanoseconds,
      "How often orders, fills and position are compared with the venue if nothing asks for it"
        + " sooner."),
    .number(
      "reconcile.audit_ms", .milliseconds, of: \.reconcile.auditNanoseconds,
      "How often past fills are re-checked, and over how long a window."),
    .number(
      "reconcile.busy_fills", NumberForm("fills"), of: \.reconcile.busyFills,
      "More fills than this within reconcile.busy_ms start a comparison with the venue."),
    .number(
      "reconcile.busy_ms", .milliseconds, of: \.reconcile.busyNanoseconds,
      "Window in which reconcile.busy_fills are counted."),
  ]

  private static let drift: [Parameter] = [
    .number(
      "reconcile.drift_alarm_pct", .percent, of: \.reconcile.driftAlarm,
      "An alarm is raised if the venue's position differs from Rung's by more than this share of"
        + " Rung's. Rung takes over the venue's position in any case."),
    .number(
      "reconcile.drift_stop_pct", .percent, of: \.reconcile.driftStop,
      "With a larger difference than this the breaker also trips: entries stop until the"
        + " operator clears it."),
  ]

  private static let channels: [Parameter] = [
    .number(
      "reconcile.storm_updates", NumberForm("updates"), of: \.reconcile.burstUpdates,
      "More updates than this within reconcile.storm_ms about unknown orders with Rung's own tag"
        + " start a comparison with the venue. If a second such burst follows soon, entries"
        + " stop."),
    .number(
      "reconcile.storm_ms", .milliseconds, of: \.reconcile.burstNanoseconds,
      "Window in which reconcile.storm_updates are counted."),
    .number(
      "reconcile.watchdog_ms", .milliseconds, of: \.reconcile.watchdogNanoseconds,
      "How long a channel may be silent. Then the market stream is reconnected. The private"
        + " stream is first checked by a comparison with the venue, and reconnected if it stays"
        + " silent."),
  ]
}
