import Engine
import Market

extension ParameterTable.Section {
  /// How lots are closed at the market, and when.
  static let closes: [Parameter] = [
    .choice(
      "exits.mode", [Word("ordinary", false), Word("boost", true)],
      \.engine.exits.closing.isBoosted,
      "\"ordinary\": a lot rests a take-profit. \"boost\": a taker order closes a lot as soon as"
        + " its entry fills; what it leaves gets the ordinary exits."),
    .number(
      "exits.boost_slippage_bps", .basisPoints, of: \.exits.closing.boostSlippage,
      "How far past the best price on the other side a boost exit may trade."),
    .number(
      "exits.close.slippage_bps", .basisPoints, of: \.exits.closing.slippage,
      "How far past the best price on the other side any other close at the market may trade."),
    .number(
      "exits.close.tries", NumberForm("tries"), of: \.exits.closing.tries,
      "How often such a close is tried, one second apart. After that an alarm is raised and the"
        + " lot keeps its ordinary exits for one minute."),
    .amount(
      "exits.close.remainder_above", "quote currency", of: \.exits.closing.remainderAbove,
      null: "it is left to its take-profit",
      "The rest of a partly filled take-profit is closed at the market if it is worth at least"
        + " this much."),
    .number(
      "exits.close.remainder_after_ms", .milliseconds,
      of: \.exits.closing.remainderAfterNanoseconds,
      "How long after the last fill of the take-profit its rest is closed."),
    .number(
      "exits.close.max_lot_age_ms", .milliseconds, of: \.exits.closing.maximumAgeNanoseconds,
      null: "no limit",
      "A lot older than this is handled as exits.close.policy says."),
    .number(
      "exits.close.stuck_after_ms", .milliseconds(note: "0 means never"),
      of: \.exits.closing.stuckAfterNanoseconds,
      "How long a take-profit may rest after the market traded through its price. Then"
        + " exits.close.policy says what happens."),
    .choice(
      "exits.close.policy",
      [Word("alarm", .alarm), Word("move", .move), Word("close", .close)],
      \.engine.exits.closing.policy,
      "What happens then. \"alarm\": only an alarm; \"move\": the take-profit is moved to the"
        + " market; \"close\": the lot is closed at the market."),
  ]

  /// The cooldown after a stop-loss.
  static let cooldowns: [Parameter] = [
    .choice(
      "exits.bench.scope", [Word("none", .none), Word("slot", .slot), Word("side", .side)],
      \.engine.exits.cooldown.scope,
      "What gets no new entries after a stop-loss (the cooldown). \"none\": there is no"
        + " cooldown; \"slot\": the rung of the lot, or the whole side in cycle mode; \"side\":"
        + " the whole side."),
    .number(
      "exits.bench.cooldown_ms", .milliseconds,
      of: \.exits.cooldown.cooldownNanoseconds,
      "Length of the cooldown."),
    .number(
      "exits.bench.max_attempts", NumberForm("stop-losses"), of: \.exits.cooldown.maximumAttempts,
      "After this many stop-losses the cooldown has no end until the operator ends it."),
  ]

  /// Lots that run on without a take-profit.
  static let runners: [Parameter] = [
    .flag(
      "exits.runner.enabled", \.engine.exits.runner.isEnabled,
      "Whether one lot per side runs on without a take-profit, under a stop that trails the"
        + " market."),
    .number(
      "exits.runner.trail_bps", .basisPoints, of: \.exits.runner.trail,
      "Distance between that stop and the mark price, or the mid where there is none. It starts"
        + " to trail when the market reaches what would have been the take-profit price."),
    .number(
      "exits.runner.step_bps", .basisPoints, of: \.exits.runner.step,
      "Smallest move of that stop."),
  ]
}
