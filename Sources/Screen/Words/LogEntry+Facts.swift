import Engine

extension LogEntry.Tag {
  /// What the log says of each kind of line: one table for its tag, its weight, its filters and its
  /// words.
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
    case .cancelRefused: .warning("REJECT", in: [.orders, .problems]) { ["cancel of", $0.order] }
    case .outcomeUnknown:
      .warning("UNKNOWN", in: [.orders, .problems]) {
        [$0.order, "is unanswered; it counts as live"]
      }
    case .outcomeKnown: .plain("UNKNOWN", in: [.orders]) { [$0.order, "stands after all"] }
    case .notSent:
      .warning("UNKNOWN", in: [.orders, .problems]) {
        [$0.order, "did not get through"]
      }
    case .adopted: .warning("RECON", in: [.problems]) { ["found at the venue:", $0.order] }
    case .willKeep: .plain("RECON") { ["the start keeps", $0.order] }
    case .willCancel: .plain("RECON") { ["the start cancels", $0.order] }
    case .startShown:
      .plain("RECON") { ["the start places \($0.entry.reason?.value ?? 0); then opens may go"] }
    case .differsAtVenue:
      .warning("RECON", in: [.problems]) { ["the venue has it otherwise:", $0.order] }
    case .reconciled: .plain("RECON", reason: .said) { ["agreed with the venue", $0.cause] }
    case .seeded: .plain("RECON") { ["the position at the start is", $0.lot, $0.trade] }
    case .adjusted: .warning("LEDGER", in: [.problems]) { ["position adjusted:", $0.trade] }
    case .adjustmentReversed:
      .warning("LEDGER", in: [.problems]) { ["a late fill takes an adjustment back:", $0.trade] }
    case .fillGap: .warning("LEDGER", in: [.problems]) { ["fills are missing before", $0.trade] }
    case .fillsUnlisted:
      .error("LEDGER", in: [.problems]) { _ in
        ["position and orders are compared with the account before opens go on"]
      }
    case .fillsAudited: .plain("LEDGER") { _ in ["the day's fills are looked at again"] }
    case .fillsUnseen:
      .error("LEDGER", in: [.problems], reason: .saidOf(.disconnected)) {
        ["no opens until the account's fills are seen:", $0.unseen]
      }
    case .fillsSeen:
      .plain("LEDGER") { _ in ["the account's fills are seen again: opens may go out"] }
    case .foreignFill: .error("LEDGER", in: [.problems]) { ["a fill that is not ours:", $0.trade] }
    case .unknownOrderStorm:
      .error("RECON", in: [.problems]) { _ in ["too many unknown orders: rebuilding from the venue"]
      }
    case .otherInstance:
      .error("RECON", in: [.problems]) {
        ["an order with our tag that another instance sent:", $0.trade]
      }
    case .disconnected: .warning("LINK", in: [.problems], reason: .said) { [$0.channel, "broke"] }
    case .connected: .plain("LINK", reason: .said) { [$0.channel, "is open"] }
    case .channelSilent:
      .warning("LINK", in: [.problems], reason: .said) {
        [$0.channel, "is silent and opened anew"]
      }
    case .marginRefused:
      .warning("MARGIN", in: [.problems]) {
        [$0.order, "finds no margin: its side waits until that changes"]
      }
    case .marginChanged:
      .plain("MARGIN") { _ in ["the margin changed: opens that waited for it go on"] }
    case .gated: .warning("GATE", in: [.orders]) { [$0.order] }
    case .paused: .plain("OPERATOR", in: [.control]) { [$0.side, "side paused"] }
    case .unpaused: .plain("OPERATOR", in: [.control]) { [$0.side, "side resumed"] }
    case .frozen: .warning("FREEZE", in: [.control], reason: .saidOf(.frozen)) { [$0.frozen] }
    case .unfrozen: .plain("OPERATOR", in: [.control]) { _ in ["unfrozen: opens may go out"] }
    case .flattenStarted: .warning("FLATTEN", in: [.control]) { ["flatten starts", $0.trade] }
    case .flattenSlice: .plain("FLATTEN", in: [.control]) { ["slice", $0.trade] }
    case .flattenDone: .plain("FLATTEN", in: [.control]) { _ in ["flat; stays frozen"] }
    case .flattenStuck:
      .error("FLATTEN", in: [.control, .problems]) {
        ["can't fill within the slippage limits; stays frozen", $0.trade]
      }
    case .cancelAllStarted:
      .warning("CANCEL", in: [.control]) { ["cancel-all starts", $0.side.map { "(\($0) side)" }] }
    case .cancelAllDone:
      .plain("CANCEL", in: [.control]) { _ in ["cancel-all done: none in scope is live"] }
    case .cancelAllUnfinished:
      .error("CANCEL", in: [.control, .problems]) { ["the cancel-all still waits for", $0.order] }
    case .manualPlaced:
      .plain("OPERATOR", in: [.orders, .control]) {
        ["placed by hand:", $0.trade]
      }
    case .recentred:
      .plain("OPERATOR", in: [.control]) {
        ["grid re-anchored by the operator", $0.at]
      }
    case .marketBlocked: .warning("MARKET", in: [.market, .problems]) { _ in ["opens blocked"] }
    case .marketResumed: .plain("MARKET", in: [.market]) { _ in ["market is back"] }
    case .collared:
      .warning("COLLAR", in: [.problems]) {
        ["an exit goes no further than", $0.trade]
      }
    case .gap:
      .warning("GAP", in: [.market, .problems], reason: .said) {
        ["data gap", $0.gapLength]
      }
    case .unmatchedFill:
      .error("LEDGER", in: [.problems]) { ["fill of an order that is not ours:", $0.trade] }
    case .duplicateFill:
      .warning("LEDGER", in: [.problems]) { ["a fill came again and was ignored:", $0.trade] }
    case .contradictedFill:
      .error("LEDGER", in: [.problems]) {
        ["another source tells a booked fill otherwise; what came first stands:", $0.trade]
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
      .warning("FALLBACK", in: [.orders]) { ["may be finished by taking:", $0.trade] }
    case .fallbackDropped:
      .plain("FALLBACK", in: [.orders]) { ["is not finished by taking:", $0.trade] }
    case .takerSent: .warning("FALLBACK", in: [.orders]) { ["takes", $0.trade] }
    case .completionStarted:
      .warning("COMPLETE", in: [.control]) {
        ["completion starts:", $0.trade]
      }
    case .movedByHand:
      .plain("OPERATOR", in: [.orders, .control]) { ["moved by hand:", $0.order] }
    case .repriced:
      .plain("OPERATOR", in: [.control]) { _ in ["attempts and rungs compared by hand"] }
    case .rejectStorm:
      .warning("REJECT", in: [.problems]) { ["many opens refused as crossing, last", $0.trade] }
    case .quitStarted:
      .warning("QUIT", in: [.control], reason: .said) { _ in
        ["quitting: opens are cancelled, exits stay"]
      }
    case .quitSettled: .plain("QUIT", in: [.control]) { _ in ["quitting: every outcome is in"] }
    case .quitTimedOut:
      .error("QUIT", in: [.control, .problems]) {
        $0.entry.order == nil
          ? ["quitting: nobody told what stands"] : ["quitting: outcome unknown of", $0.order]
      }
    case .alarmsAcknowledged: .plain("OPERATOR", in: [.control]) { _ in ["alarms acknowledged"] }
    case .cancelledByOperator:
      .plain("OPERATOR", in: [.control]) {
        ["cancelled by hand:", $0.isForeign ? "an order that is not ours" : $0.order]
      }
    case .marketPhase:
      .warning("MARKET", in: [.market, .problems]) {
        [$0.entry.reason == nil ? "the market trades" : "the market does not trade"]
      }
    case .breakerTripped:
      .error("BREAKER", in: [.control, .problems]) { _ in ["the breaker tripped"] }
    case .breakerStage:
      .warning("BREAKER", in: [.control], reason: .said) { ["the breaker goes on:", $0.stage] }
    case .breakerCleared:
      .plain("BREAKER", in: [.control]) { _ in ["what latched the breaker was cleared"] }
    case .deadManAside:
      .warning("DEADMAN", in: [.problems]) { _ in
        ["dead-man switch taken back: it would cancel the stops of open lots"]
      }
    case .deadManRefused: .error("DEADMAN", in: [.problems]) { _ in ["dead-man switch refused"] }
    case .flattenWaits: .warning("FLATTEN", in: [.problems]) { _ in ["the flatten waits"] }
    case .stopFired:
      .warning("STOP", in: [.fills, .problems]) { ["stop of", $0.lot, "went off:", $0.trade] }
    case .stoppedTogether:
      .warning("STOPS", in: [.problems]) {
        ["stops leave together:", $0.trade]
      }
    case .stopEscalated:
      .error("STOP", in: [.problems]) { ["stop of", $0.lot, "goes out again:", $0.trade] }
    case .nakedLot: .error("NAKED", in: [.problems]) { [$0.lot, "has no protection:", $0.trade] }
    case .lotClosing: .plain("CLOSE") { [$0.lot, "is closed at the market:", $0.trade] }
    case .closeGivenUp:
      .error("CLOSE", in: [.problems]) {
        [$0.lot, "could not be closed within the limit:", $0.trade]
      }
    case .bothLegsFilled: .error("BOTH", in: [.problems]) { ["both legs filled:", $0.trade] }
    case .benched:
      .warning("BENCH", in: [.problems]) {
        [$0.side, "benched", $0.at, $0.lot.map { "after \($0)" }]
      }
    case .benchFreed: .plain("BENCH") { [$0.side, "freed", $0.at] }
    case .runnerChosen: .plain("RUNNER") { [$0.lot, "is the runner of its side"] }
    case .runnerTrails: .plain("RUNNER") { ["stop of", $0.lot, "trails to", $0.trade] }
    case .dustPooled:
      .plain("DUST") { ["too small for an order:", $0.trade, $0.lot.map { "of \($0)" }] }
    case .lotOverdue: .warning("CLOSE", in: [.problems]) { [$0.lot, "is overdue:", $0.trade] }
    case .workBounded:
      .warning("BOUND", in: [.problems]) {
        [$0.lot ?? "the rung", $0.at, "was looked at often enough for now; it goes on in a moment"]
      }
    case .settingIdle: .warning("NOTICE", in: [.problems]) { ["a setting does nothing", $0.at] }
    }
  }
}
