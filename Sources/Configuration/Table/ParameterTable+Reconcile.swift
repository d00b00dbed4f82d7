import Engine

extension ParameterTable.Section {
  /// How the engine makes sure that it agrees with the venue.
  static let reconcile = ParameterTable.Section(
    name: "reconcile", summary: "How we make sure to agree with the venue.",
    parameters: looks + drift + channels)

  private static let looks: [Parameter] = [
    .choice(
      "reconcile.at_start", [Word("cancel", .cancel), Word("adopt", .adopt)],
      \.engine.reconcile.atStart,
      "Opens of ours that stand at the start are cancelled, or kept where the grid wants them."),
    .number(
      "reconcile.show_start_ms", .milliseconds, of: \.reconcile.showStartNanoseconds,
      "How long the start shows which of them it keeps, cancels and places before it does so."),
    .number(
      "reconcile.overlap_ms", .milliseconds, of: \.reconcile.overlapNanoseconds,
      "How far before the wanted moment a question for fills begins, so that late ones are seen."
    ),
    .number(
      "reconcile.poll_ms", .milliseconds, of: \.reconcile.pollNanoseconds,
      "The account's fills are looked at this often, whatever the stream brings. Where requests are"
        + " short it waits; after 60 s without a look no open leaves."),
    .number(
      "reconcile.account_ms", .milliseconds, of: \.reconcile.accountNanoseconds,
      "The account is asked for this often while a cap on the margin is set, or a side waits for"
        + " margin."),
    .number(
      "reconcile.every_ms", .milliseconds, of: \.reconcile.everyNanoseconds,
      "Orders, fills and position are compared this often, if nothing asks for it before."),
    .number(
      "reconcile.audit_ms", .milliseconds, of: \.reconcile.auditNanoseconds,
      "The fills of so long a time are looked at again, as often."),
    .number(
      "reconcile.busy_fills", NumberForm("fills"), of: \.reconcile.busyFills,
      "More fills than this within reconcile.busy_ms are a reason to compare."),
    .number(
      "reconcile.busy_ms", .milliseconds, of: \.reconcile.busyNanoseconds,
      "The time within which reconcile.busy_fills count."),
  ]

  private static let drift: [Parameter] = [
    .number(
      "reconcile.drift_alarm_pct", .percent, of: \.reconcile.driftAlarm,
      "A position off by more than this share of it alarms."),
    .number(
      "reconcile.drift_stop_pct", .percent, of: \.reconcile.driftStop,
      "A position off by more than this share of it stops opens."),
  ]

  private static let channels: [Parameter] = [
    .number(
      "reconcile.storm_updates", NumberForm("updates"), of: \.reconcile.burstUpdates,
      "More news of unknown orders with our tag than this within reconcile.storm_ms rebuild"
        + " from the venue, and if it goes on stop opens."),
    .number(
      "reconcile.storm_ms", .milliseconds, of: \.reconcile.burstNanoseconds,
      "The time within which reconcile.storm_updates count."),
    .number(
      "reconcile.watchdog_ms", .milliseconds, of: \.reconcile.watchdogNanoseconds,
      "A channel that is silent for so long is asked, and opened anew."),
  ]
}
