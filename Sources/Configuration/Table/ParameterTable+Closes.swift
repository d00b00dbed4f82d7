import Engine
import Market

extension ParameterTable.Section {
  /// How lots are closed at the market, and when.
  static let closes: [Parameter] = [
    .choice(
      "exits.mode", [Word("ordinary", false), Word("boost", true)],
      \.engine.exits.closing.isBoosted,
      "Whether a lot rests a take-profit, or is closed by a taker as soon as its entry fills."),
    .number(
      "exits.boost_slippage_bps", .basisPoints, of: \.exits.closing.boostSlippage,
      "How far past the opposite best a boosted exit may trade."),
    .number(
      "exits.close.slippage_bps", .basisPoints, of: \.exits.closing.slippage,
      "How far past the opposite best any other close at the market may trade."),
    .number(
      "exits.close.tries", NumberForm("tries"), of: \.exits.closing.tries,
      "How often such a close is tried, a second apart, before it is given up for a minute."),
    .amount(
      "exits.close.remainder_above", "quote currency", of: \.exits.closing.remainderAbove,
      null: "it waits",
      "What a partly filled take-profit leaves over is closed at the market if worth this much."),
    .number(
      "exits.close.remainder_after_ms", .milliseconds,
      of: \.exits.closing.remainderAfterNanoseconds, "How long after its last fill that is done."),
    .number(
      "exits.close.max_lot_age_ms", .milliseconds, of: \.exits.closing.maximumAgeNanoseconds,
      null: "no limit", "A lot older than this is handled by exits.close.policy."),
    .number(
      "exits.close.stuck_after_ms", .milliseconds(note: "0 is never"),
      of: \.exits.closing.stuckAfterNanoseconds,
      "How long a take-profit may rest after the market traded through it, before"
        + " exits.close.policy handles it."),
    .choice(
      "exits.close.policy",
      [Word("alarm", .alarm), Word("move", .move), Word("close", .close)],
      \.engine.exits.closing.policy,
      "What is done then: an alarm, the take-profit is moved to the market, or the lot is closed at"
        + " the market."),
  ]

  /// What waits after a stop-loss.
  static let cooldowns: [Parameter] = [
    .choice(
      "exits.bench.scope", [Word("none", .none), Word("slot", .slot), Word("side", .side)],
      \.engine.exits.cooldown.scope, "What gets no opens after a stop-loss: its slot, or its side."),
    .number(
      "exits.bench.cooldown_ms", .milliseconds,
      of: \.exits.cooldown.cooldownNanoseconds, "For how long."),
    .number(
      "exits.bench.max_attempts", NumberForm("stop-losses"), of: \.exits.cooldown.maximumAttempts,
      "After so many it waits until the operator frees it."),
  ]

  /// Lots that run on.
  static let runners: [Parameter] = [
    .flag(
      "exits.runner.enabled", \.engine.exits.runner.isEnabled,
      "Whether one lot a side is kept from its take-profit, under a stop that trails the market."),
    .number(
      "exits.runner.trail_bps", .basisPoints, of: \.exits.runner.trail,
      "How far its stop trails the mark once that reached the take-profit's price."),
    .number(
      "exits.runner.step_bps", .basisPoints, of: \.exits.runner.step,
      "The stop moves by no less than this."),
  ]
}
