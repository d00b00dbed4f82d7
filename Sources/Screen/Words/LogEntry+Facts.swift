import Engine

extension LogEntry.Tag {
  /// What the screen needs for each kind of log line: one table for its tag, its role, its filters
  /// and its words.
  var facts: LogFacts {
    switch self {
    case .anchored:
      .plain("ANCHOR", in: [.market], reason: .said) { ["grid anchored", $0.at, $0.spacing] }
    case .entryFilled: .fill("FILL", in: [.fills]) { [$0.trade, $0.lot.map { "into \($0)" }] }
    case .exitFilled:
      .fill("EXIT", in: [.fills]) {
        [$0.trade, $0.lot.map { "out of \($0)" }, $0.gain]
      }
    case .lotClosed: .fill("CLOSED", in: [.fills]) { [$0.lot ?? "a lot", "closed", $0.gain] }
    case .rejected: .warning("REJECT", in: [.orders, .problems]) { [$0.order] }
    case .endedAtVenue:
      .warning("ENDED", in: [.orders, .problems]) {
        [$0.order, "ended at the venue"]
      }
    case .cancelRefused:
      .warning("REJECT", in: [.orders, .problems]) { ["cancel rejected:", $0.order] }
    case .outcomeUnknown:
      .warning("UNKNOWN", in: [.orders, .problems]) {
        [$0.order, "is unanswered: Rung counts it as live"]
      }
    case .outcomeKnown:
      .plain("UNKNOWN", in: [.orders]) { [$0.order, "is live: the venue has it"] }
    case .notSent:
      .warning("UNKNOWN", in: [.orders, .problems]) {
        [$0.order, "did not reach the venue"]
      }
    case .adopted: .warning("RECON", in: [.problems]) { ["found at the venue:", $0.order] }
    case .willKeep: .plain("RECON") { ["at the start, keep", $0.order] }
    case .willCancel: .plain("RECON") { ["at the start, cancel", $0.order] }
    case .startShown:
      .plain("RECON", reason: .said) {
        ["at the start, place \($0.entry.reason?.value ?? 0); then entries are allowed"]
      }
    case .differsAtVenue:
      .warning("RECON", in: [.problems]) { ["the venue reports it differently:", $0.order] }
    case .reconciled: .plain("RECON", reason: .said) { ["venue check done", $0.cause] }
    case .seeded: .plain("RECON") { ["position at the start booked as", $0.lot, $0.trade] }
    case .adjusted:
      .warning("LEDGER", in: [.problems]) { ["position adjusted without a fill:", $0.trade] }
    case .adjustmentReversed:
      .warning("LEDGER", in: [.problems]) { ["a late fill reversed an adjustment:", $0.trade] }
    case .fillGap: .warning("LEDGER", in: [.problems]) { ["fills are missing before", $0.trade] }
    case .fillsUnlisted:
      .error("LEDGER", in: [.problems]) { _ in
        ["entries wait while position and orders are checked with the venue"]
      }
    case .fillsAudited: .plain("LEDGER") { _ in ["past fills are being checked again"] }
    case .fillsUnseen:
      .error("LEDGER", in: [.problems], reason: .saidOf(.disconnected)) {
        ["entries are stopped until fills can be read:", $0.unseen]
      }
    case .fillsSeen:
      .plain("LEDGER") { _ in ["fills can be read again: entries are allowed"] }
    case .foreignFill:
      .error("LEDGER", in: [.problems]) { ["a fill of an order not placed by Rung:", $0.trade] }
    case .unknownOrderStorm:
      .error("RECON", in: [.problems]) { _ in
        ["too many unknown orders: checking all with the venue"]
      }
    case .otherInstance:
      .error("RECON", in: [.problems]) {
        ["another instance sent an order with our tag:", $0.trade]
      }
    case .disconnected: .warning("LINK", in: [.problems], reason: .said) { [$0.channel, "lost"] }
    case .connected: .plain("LINK", reason: .said) { [$0.channel, "connected"] }
    case .channelSilent:
      .warning("LINK", in: [.problems], reason: .said) {
        [$0.channel, "silent, reconnecting"]
      }
    case .marginRefused:
      .warning("MARGIN", in: [.problems]) {
        [
          $0.order,
          "rejected: no new \($0.entry.side?.plural ?? "entries") until margin changes",
        ]
      }
    case .marginChanged:
      .plain("MARGIN") { _ in ["margin changed: the entries that waited are allowed"] }
    case .gated: .warning("GATE", in: [.orders]) { [$0.order] }
    case .paused: .plain("OPERATOR", in: [.control]) { [$0.side, "side paused"] }
    case .unpaused: .plain("OPERATOR", in: [.control]) { [$0.side, "side resumed"] }
    case .frozen: .warning("FREEZE", in: [.control], reason: .saidOf(.frozen)) { [$0.frozen] }
    case .unfrozen: .plain("OPERATOR", in: [.control]) { _ in ["unfrozen: entries are allowed"] }
    case .flattenStarted: .warning("FLATTEN", in: [.control]) { ["flatten started", $0.trade] }
    case .flattenSlice: .plain("FLATTEN", in: [.control]) { ["flatten order", $0.trade] }
    case .flattenDone:
      .plain("FLATTEN", in: [.control]) { _ in ["position is flat; entries stay frozen"] }
    case .flattenStuck:
      .error("FLATTEN", in: [.control, .problems]) {
        ["not flat within the slippage limits; entries stay frozen; left", $0.trade]
      }
    case .cancelAllStarted:
      .warning("CANCEL", in: [.control]) { ["cancel-all started", $0.side.map { "(\($0) side)" }] }
    case .cancelAllDone:
      .plain("CANCEL", in: [.control]) { _ in ["cancel-all done: no order in scope is live"] }
    case .cancelAllUnfinished:
      .error("CANCEL", in: [.control, .problems]) { ["cancel-all still waits for", $0.order] }
    case .manualPlaced:
      .plain("OPERATOR", in: [.orders, .control]) {
        ["manual order placed:", $0.trade]
      }
    case .recentred:
      .plain("OPERATOR", in: [.control]) {
        ["grid re-anchored by the operator", $0.at]
      }
    case .marketBlocked: .warning("MARKET", in: [.market, .problems]) { _ in ["entries blocked"] }
    case .marketResumed: .plain("MARKET", in: [.market]) { _ in ["market is usable again"] }
    case .markStale:
      .warning("MARK", in: [.market, .problems]) {
        [
          "the last mark price,", $0.at.map { "\($0)," },
          "is too old: the mid takes its place, and stops Rung watches on it count as unprotected",
        ]
      }
    case .markReturned:
      .plain("MARK", in: [.market]) { ["the venue tells its mark price again", $0.at] }
    case .markRefused:
      .error("MARK", in: [.market, .problems]) {
        [
          "a mark price", $0.at,
          "is impossible and is ignored; entries are frozen until you unfreeze",
        ]
      }
    case .collared:
      .warning("COLLAR", in: [.problems]) {
        ["exit price limited by the price collar:", $0.trade]
      }
    case .gap:
      .warning("GAP", in: [.market, .problems], reason: .said) {
        ["data gap", $0.gapLength]
      }
    case .unmatchedFill:
      .error("LEDGER", in: [.problems]) { ["fill of an order Rung does not know:", $0.trade] }
    case .duplicateFill:
      .warning("LEDGER", in: [.problems]) { ["duplicate fill ignored:", $0.trade] }
    case .contradictedFill:
      .error("LEDGER", in: [.problems]) {
        ["second source reports a booked fill differently, first report kept:", $0.trade]
      }
    case .capReached: .error("CAP", in: [.problems]) { ["cap reached", $0.trade] }
    case .attemptDone:
      .plain("ATTEMPT", in: [.orders], reason: .said) {
        ["attempt filled", $0.trade]
      }
    case .attemptStopped: .plain("ATTEMPT", in: [.orders]) { ["attempt stopped after", $0.trade] }
    case .attemptFailed:
      .warning("ATTEMPT", in: [.orders, .problems]) { ["attempt failed after", $0.trade] }
    case .attemptTimedOut:
      .warning("TIMEOUT", in: [.orders]) {
        ["attempt timed out after", $0.trade]
      }
    case .fallbackMarked:
      .warning("FALLBACK", in: [.orders]) { ["a taker order may finish the attempt:", $0.trade] }
    case .fallbackDropped:
      .plain("FALLBACK", in: [.orders]) { ["no taker order finishes the attempt:", $0.trade] }
    case .takerSent: .warning("FALLBACK", in: [.orders]) { ["taker order", $0.trade] }
    case .completionStarted:
      .warning("COMPLETE", in: [.control]) {
        ["completion started:", $0.trade]
      }
    case .movedByHand:
      .plain("OPERATOR", in: [.orders, .control]) { ["moved by the operator:", $0.order] }
    case .repriced:
      .plain("OPERATOR", in: [.control]) { _ in
        ["operator repriced attempts and restored cancelled rungs"]
      }
    case .rejectStorm:
      .warning("REJECT", in: [.problems]) { ["repeated post-only rejects, last", $0.trade] }
    case .quitStarted:
      .warning("QUIT", in: [.control], reason: .said) { _ in
        ["quitting: entries are cancelled, exits stay"]
      }
    case .quitSettled:
      .plain("QUIT", in: [.control]) { _ in ["quitting: every order outcome is known"] }
    case .quitTimedOut:
      .error("QUIT", in: [.control, .problems]) {
        $0.entry.order == nil
          ? ["quitting: the venue did not report its orders"]
          : ["quitting: outcome unknown:", $0.order]
      }
    case .alarmsAcknowledged: .plain("OPERATOR", in: [.control]) { _ in ["alarms acknowledged"] }
    case .cancelledByOperator:
      .plain("OPERATOR", in: [.control]) {
        ["operator cancelled:", $0.isForeign ? "an order not placed by Rung" : $0.order]
      }
    case .marketPhase:
      .warning("MARKET", in: [.market, .problems]) {
        [$0.entry.reason == nil ? "the market is trading" : "the market is not trading"]
      }
    case .breakerTripped:
      .error("BREAKER", in: [.control, .problems]) { _ in ["the breaker tripped"] }
    case .breakerStage:
      .warning("BREAKER", in: [.control], reason: .said) { ["breaker stage:", $0.stage] }
    case .breakerCleared:
      .plain("BREAKER", in: [.control]) { _ in ["the operator cleared the breaker"] }
    case .deadManAside:
      .warning("DEADMAN", in: [.problems]) { _ in
        ["dead-man switch withdrawn: it would cancel the stops of open lots"]
      }
    case .deadManRefused:
      .error("DEADMAN", in: [.problems]) { _ in ["dead-man switch rejected by the venue"] }
    case .flattenWaits: .warning("FLATTEN", in: [.problems]) { _ in ["the flatten is waiting"] }
    case .stopFired:
      .warning("STOP", in: [.fills, .problems]) { ["stop of", $0.lot, "triggered:", $0.trade] }
    case .stoppedTogether:
      .warning("STOPS", in: [.problems]) {
        ["one stop order for several small lots:", $0.trade]
      }
    case .stopEscalated:
      .error("STOP", in: [.problems]) { ["stop of", $0.lot, "sent again:", $0.trade] }
    case .nakedLot: .error("NAKED", in: [.problems]) { [$0.lot, "is unprotected:", $0.trade] }
    case .lotClosing: .plain("CLOSE") { [$0.lot, "is being closed at the market:", $0.trade] }
    case .closeGivenUp:
      .error("CLOSE", in: [.problems]) {
        [$0.lot, "could not be closed within its slippage limit:", $0.trade]
      }
    case .bothLegsFilled:
      .error("BOTH", in: [.problems]) { ["both exits of a lot filled:", $0.trade] }
    case .benched:
      .warning("COOLDOWN", in: [.problems]) {
        [$0.side, "in cooldown", $0.at, $0.lot.map { "after \($0)" }]
      }
    case .benchFreed: .plain("COOLDOWN") { [$0.side, "cooldown ended", $0.at] }
    case .runnerChosen: .plain("RUNNER") { [$0.lot, "is the runner of its side"] }
    case .runnerTrails: .plain("RUNNER") { ["stop of", $0.lot, "trails to", $0.trade] }
    case .dustPooled:
      .plain("DUST") { ["too small for an order:", $0.trade, $0.lot.map { "of \($0)" }] }
    case .lotOverdue: .warning("CLOSE", in: [.problems]) { [$0.lot, "is overdue:", $0.trade] }
    case .workBounded:
      .warning("BOUND", in: [.problems]) {
        [$0.lot ?? "the rung", $0.at, "was updated too often; Rung continues with it in a moment"]
      }
    case .settingIdle: .warning("NOTICE", in: [.problems]) { ["a setting has no effect", $0.at] }
    case .journalFailed:
      .warning("JOURNAL", in: [.problems]) { _ in
        ["the journal can't be written; entries are stopped"]
      }
    case .journalSpaceLow:
      .warning("JOURNAL", in: [.problems]) { _ in ["the journal's disk is almost full"] }
    case .journalSpaceBack: .plain("JOURNAL") { _ in ["the journal's disk has room again"] }
    case .entriesResumed:
      .plain("OPERATOR", in: [.control]) { _ in
        ["the restart is answered: entries resume once the venue is checked"]
      }
    case .restarted:
      .warning("RESTART", in: [.problems]) { _ in
        ["Rung continues from its journal; entries wait until the venue is checked"]
      }
    }
  }
}
