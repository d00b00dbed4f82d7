import Engine

extension ParameterTable.Section {
  /// How the engine makes sure that it agrees with the venue.
  static let reconcile = ParameterTable.Section(
    name: "reconcile", summary: "How we make sure to agree with the venue.",
    parameters: looks + drift + channels)

  private static let second: Int64 = 1_000_000_000
  private static let span = NumberRule("ms", decimals: 6, second...3_600 * second)

  private static let looks: [Parameter] = [
    .choice(
      "reconcile.at_start", [Word("cancel", .cancel), Word("adopt", .adopt)],
      \.engine.reconcile.atStart,
      "Opens of ours that stand at the start are cancelled, or kept where the grid wants them."),
    .number(
      "reconcile.show_start_ms", .milliseconds(upTo: 3_600_000),
      \.engine.reconcile.showStartNanoseconds,
      "What the start keeps, cancels and places of them is shown for so long before it is done."),
    .number(
      "reconcile.overlap_ms", .milliseconds(upTo: 3_600_000),
      \.engine.reconcile.overlapNanoseconds,
      "Fills are fetched from so long before the moment from which on they are wanted."),
    .number(
      "reconcile.poll_ms", NumberRule("ms", decimals: 6, second...30 * second),
      \.engine.reconcile.pollNanoseconds,
      "The account's fills are looked at this often, whatever the stream brings. Where requests are"
        + " short it waits; after 60 s without a look no open leaves."),
    .number(
      "reconcile.account_ms", span, \.engine.reconcile.accountNanoseconds,
      "The account is asked for this often while a cap on the margin is set, or a side waits for"
        + " margin."),
    .number(
      "reconcile.every_ms", span, \.engine.reconcile.everyNanoseconds,
      "Orders, fills and position are compared this often, if nothing asks for it before."),
    .number(
      "reconcile.audit_ms", NumberRule("ms", decimals: 6, 3_600 * second...604_800 * second),
      \.engine.reconcile.auditNanoseconds,
      "The fills of so long a time are looked at again, as often."),
    .number(
      "reconcile.busy_fills", NumberRule("fills", 1...1_000), \.engine.reconcile.busyFills,
      "More fills than this within reconcile.busy_ms are a reason to compare."),
    .number(
      "reconcile.busy_ms", span, \.engine.reconcile.busyNanoseconds,
      "The time within which reconcile.busy_fills count."),
  ]

  private static let share = NumberRule("%", decimals: 4, 0...1_000_000)

  private static let drift: [Parameter] = [
    .number(
      "reconcile.drift_alarm_pct", share, \.engine.reconcile.driftAlarm,
      "A position off by more than this share of it alarms."),
    .number(
      "reconcile.drift_stop_pct", share, \.engine.reconcile.driftStop,
      "A position off by more than this share of it stops opens."),
  ]

  private static let channels: [Parameter] = [
    .number(
      "reconcile.storm_updates", NumberRule("updates", 1...10_000),
      \.engine.reconcile.stormUpdates,
      "More news of unknown orders with our tag than this within reconcile.storm_ms rebuild"
        + " from the venue, and if it goes on stop opens."),
    .number(
      "reconcile.storm_ms", span, \.engine.reconcile.stormNanoseconds,
      "The time within which reconcile.storm_updates count."),
    .number(
      "reconcile.watchdog_ms", span, \.engine.reconcile.watchdogNanoseconds,
      "A channel that is silent for so long is asked, and opened anew."),
  ]
}
