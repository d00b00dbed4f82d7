import Engine
import Market
import Venue

/// Makes words of the engine's structured log lines.
public enum LogText {
  /// One line's words, without its time and tag; `said` are the venue's own, beside ours.
  public static func words(
    _ entry: LogEntry, _ figures: Figures, said: [VenueText] = []
  ) -> String {
    var parts = [subject(entry, figures)]
    if let refusal = entry.refusal {
      parts.append(refusal.words + (said.quote(of: entry).map { " " + $0 } ?? ""))
    }
    if let reason = entry.reason, saysMore(reason, than: entry) {
      parts.append(reason.sentence(figures))
    }
    return parts.joined(separator: ": ")
  }

  /// The line's tag as it stands on the screen.
  public static func tag(_ tag: LogEntry.Tag) -> String {
    switch tag {
    case .anchored: "ANCHOR"
    case .entryFilled: "FILL"
    case .exitFilled: "EXIT"
    case .lotClosed: "CLOSED"
    case .rejected: "REJECT"
    case .endedAtVenue: "ENDED"
    case .cancelRefused: "REJECT"
    case .outcomeUnknown, .outcomeKnown, .notSent: "UNKNOWN"
    case .adopted, .willKeep, .willCancel, .startShown, .differsAtVenue, .reconciled, .seeded,
      .unknownOrderStorm:
      "RECON"
    case .adjusted, .adjustmentReversed, .fillGap, .fillsUnlisted, .fillsAudited, .fillsUnseen,
      .fillsSeen, .foreignFill:
      "LEDGER"
    case .disconnected, .connected, .channelSilent: "LINK"
    case .marginRefused, .marginChanged: "MARGIN"
    case .gated: "GATE"
    case .frozen: "FREEZE"
    case .paused, .unpaused, .unfrozen, .manualPlaced, .recentred, .alarmsAcknowledged,
      .cancelledByOperator:
      "OPERATOR"
    case .flattenStarted, .flattenSlice, .flattenDone, .flattenStuck: "FLATTEN"
    case .cancelAllStarted, .cancelAllDone, .cancelAllUnfinished: "CANCEL"
    case .marketBlocked, .marketResumed: "MARKET"
    case .collared: "COLLAR"
    case .gap: "GAP"
    case .unmatchedFill, .duplicateFill, .contradictedFill: "LEDGER"
    case .otherInstance: "RECON"
    case .capReached: "CAP"
    case .marketPhase: "MARKET"
    case .breakerTripped, .breakerStage, .breakerCleared: "BREAKER"
    case .deadManAside, .deadManRefused: "DEADMAN"
    case .flattenWaits: "FLATTEN"
    case .stopFired, .stopEscalated: "STOP"
    case .nakedLot: "NAKED"
    case .stoppedTogether: "STOPS"
    case .lotClosing, .closeGivenUp, .lotOverdue: "CLOSE"
    case .bothLegsFilled: "BOTH"
    case .benched, .benchFreed: "BENCH"
    case .runnerChosen, .runnerTrails: "RUNNER"
    case .dustPooled: "DUST"
    case .workBounded: "BOUND"
    case .settingIdle: "NOTICE"
    case .attemptDone, .attemptStopped, .attemptFailed: "ATTEMPT"
    case .attemptTimedOut: "TIMEOUT"
    case .fallbackMarked, .fallbackDropped, .takerSent: "FALLBACK"
    case .completionStarted: "COMPLETE"
    case .movedByHand, .repriced: "OPERATOR"
    case .rejectStorm: "REJECT"
    case .quitStarted, .quitSettled, .quitTimedOut: "QUIT"
    }
  }

  private static func subject(_ entry: LogEntry, _ figures: Figures) -> String {
    let trade = trade(entry, figures)
    let order = joined([purpose(entry), trade])
    let lot = entry.lot.map { "lot \($0.value)" }
    let side = entry.side.map { $0 == .buy ? "buy" : "sell" }
    let at = entry.price.map { "at \(figures.price($0))" }
    let gain = entry.money.map { "net \(figures.money($0, places: 4))" }
    return switch entry.tag {
    case .anchored: joined(["grid anchored", at, spacing(entry, figures)])
    case .entryFilled: joined([trade, lot.map { "into \($0)" }])
    case .exitFilled: joined([trade, lot.map { "out of \($0)" }, gain])
    case .lotClosed: joined([lot ?? "a lot", "closed", gain])
    case .rejected: order
    case .endedAtVenue: joined([order, "ended at the venue"])
    case .cancelRefused: joined(["cancel of", order])
    case .outcomeUnknown: joined([order, "is unanswered; it counts as live"])
    case .outcomeKnown: joined([order, "stands after all"])
    case .notSent: joined([order, "did not get through"])
    case .adopted: joined(["found at the venue:", order])
    case .willKeep: joined(["the start keeps", order])
    case .willCancel: joined(["the start cancels", order])
    case .startShown: "the start places \(entry.reason?.value ?? 0); then opens may go"
    case .differsAtVenue: joined(["the venue has it otherwise:", order])
    case .reconciled: joined(["agreed with the venue", cause(entry)])
    case .seeded: joined(["the position at the start is", lot, trade])
    case .adjusted: joined(["position adjusted:", trade])
    case .adjustmentReversed: joined(["a late fill takes an adjustment back:", trade])
    case .fillGap: joined(["fills are missing before", trade])
    case .fillsUnlisted: "position and orders are compared with the account before opens go on"
    case .fillsAudited: "the day's fills are looked at again"
    case .fillsUnseen: joined(["no opens until the account's fills are seen:", unseen(entry)])
    case .fillsSeen: "the account's fills are seen again: opens may go out"
    case .foreignFill: joined(["a fill that is not ours:", trade])
    case .otherInstance: joined(["an order with our tag that another instance sent:", trade])
    case .unknownOrderStorm: "too many unknown orders: rebuilding from the venue"
    case .disconnected: joined([channel(entry), "broke"])
    case .connected: joined([channel(entry), "is open"])
    case .channelSilent: joined([channel(entry), "is silent and opened anew"])
    case .marginRefused: joined([order, "finds no margin: its side waits until that changes"])
    case .marginChanged: "the margin changed: opens that waited for it go on"
    case .gated: order
    case .paused: joined([side, "side paused"])
    case .unpaused: joined([side, "side resumed"])
    case .frozen: frozen(entry.reason ?? Reason(.frozen))
    case .unfrozen: "unfrozen: opens may go out"
    case .flattenStarted: joined(["flatten starts", trade])
    case .flattenSlice: joined(["slice", trade])
    case .flattenDone: "flat; stays frozen"
    case .flattenStuck: joined(["can't fill within the slippage limits; stays frozen", trade])
    case .cancelAllStarted: joined(["cancel-all starts", side.map { "(\($0) side)" }])
    case .cancelAllDone: "cancel-all done: none in scope is live"
    case .cancelAllUnfinished: joined(["the cancel-all still waits for", order])
    case .manualPlaced: joined(["placed by hand:", trade])
    case .recentred: joined(["grid re-anchored by the operator", at])
    case .marketBlocked: "opens blocked"
    case .marketResumed: "market is back"
    case .collared: joined(["an exit goes no further than", trade])
    case .gap: joined(["data gap", gapLength(entry)])
    case .unmatchedFill: joined(["fill of an order that is not ours:", trade])
    case .duplicateFill: joined(["a fill came again and was ignored:", trade])
    case .contradictedFill:
      joined(["another source tells a booked fill otherwise; what came first stands:", trade])
    case .capReached: joined(["cap reached", trade])
    case .attemptDone: joined(["attempt filled", trade])
    case .attemptStopped: joined(["attempt stopped after", trade])
    case .attemptFailed: joined(["attempt failed after", trade])
    case .attemptTimedOut: joined(["attempt timed out after", trade])
    case .fallbackMarked: joined(["may be finished by taking:", trade])
    case .fallbackDropped: joined(["is not finished by taking:", trade])
    case .takerSent: joined(["takes", trade])
    case .completionStarted: joined(["completion starts:", trade])
    case .movedByHand: joined(["moved by hand:", order])
    case .repriced: "attempts and rungs compared by hand"
    case .rejectStorm: joined(["many opens refused as crossing, last", trade])
    case .quitStarted: "quitting: opens are cancelled, exits stay"
    case .quitSettled: "quitting: every outcome is in"
    case .quitTimedOut:
      entry.order == nil
        ? "quitting: nobody told what stands" : joined(["quitting: outcome unknown of", order])
    case .alarmsAcknowledged: "alarms acknowledged"
    case .cancelledByOperator:
      joined([
        "cancelled by hand:", entry.order?.isForeign ?? false ? "an order that is not ours" : order,
      ])
    case .marketPhase: entry.reason == nil ? "the market trades" : "the market does not trade"
    case .breakerTripped: "the breaker tripped"
    case .breakerStage: "the breaker goes on: " + stage(entry)
    case .breakerCleared: "what latched the breaker was cleared"
    case .deadManAside: "dead-man switch taken back: it would cancel the stops of open lots"
    case .deadManRefused: "dead-man switch refused"
    case .flattenWaits: "the flatten waits"
    case .stopFired: joined(["stop of", lot, "went off:", trade])
    case .stopEscalated: joined(["stop of", lot, "goes out again:", trade])
    case .stoppedTogether: joined(["stops leave together:", trade])
    case .nakedLot: joined([lot, "has no protection:", trade])
    case .lotClosing: joined([lot, "is closed at the market:", trade])
    case .closeGivenUp: joined([lot, "could not be closed within the limit:", trade])
    case .lotOverdue: joined([lot, "is overdue:", trade])
    case .bothLegsFilled: joined(["both legs filled:", trade])
    case .benched: joined([side, "benched", at, lot.map { "after \($0)" }])
    case .benchFreed: joined([side, "freed", at])
    case .runnerChosen: joined([lot, "is the runner of its side"])
    case .runnerTrails: joined(["stop of", lot, "trails to", trade])
    case .dustPooled: joined(["too small for an order:", trade, lot.map { "of \($0)" }])
    case .workBounded:
      joined([lot ?? "the rung", at, "was looked at often enough for now; it goes on in a moment"])
    case .settingIdle: joined(["a setting does nothing", at])
    }
  }

  private static func channel(_ entry: LogEntry) -> String {
    switch entry.reason.flatMap({ UInt8(exactly: $0.value) }).flatMap(Channel.init) {
    case .market?: "the market stream"
    case .orders?: "the stream of our orders"
    case .requests?: "the way of requests"
    case nil: "a stream"
    }
  }

  /// Why the account's fills were not seen.
  private static func unseen(_ entry: LogEntry) -> String {
    switch entry.reason?.code {
    case .weightSpent: "requests are short"
    case .disconnected: "the way of questions is broken"
    default: "the venue answers nothing"
    }
  }

  private static func cause(_ entry: LogEntry) -> String? {
    entry.reason.flatMap { UInt8(exactly: $0.value) }.flatMap(ReconcileCause.init)
      .map { "(\(ReconcileText.cause($0)))" }
  }

  private static func stage(_ entry: LogEntry) -> String {
    guard let value = entry.reason?.value, let raw = UInt8(exactly: value),
      let stage = BreakerStage(rawValue: raw)
    else { return "a stage without a name" }
    return stage.name.lowercased()
  }

  private static func spacing(_ entry: LogEntry, _ figures: Figures) -> String? {
    entry.reason.map { "spacing \(figures.ticks($0.value))" }
  }

  private static func gapLength(_ entry: LogEntry) -> String? {
    guard let length = entry.reason?.value, length > 0 else { return nil }
    return TimeText.span(length)
  }

  /// The reason of an anchor, a gap or a refusal is said already; every other one adds something.
  private static func saysMore(_ reason: Reason, than entry: LogEntry) -> Bool {
    if [.disconnected, .connected, .channelSilent].contains(entry.tag) { return false }
    if entry.tag == .frozen, reason.code == .frozen { return false }
    if entry.tag == .fillsUnseen, reason.code == .disconnected { return false }
    if [.anchored, .gap, .breakerStage, .reconciled, .attemptDone, .quitStarted].contains(entry.tag)
    {
      return false
    }
    return reason.code != .venueRefused || entry.refusal == nil
  }

  /// Somebody froze, by name; the reason that follows names a rule.
  private static func frozen(_ reason: Reason) -> String {
    guard reason.code == .frozen else { return "frozen" }
    return "frozen by \(FreezeText.who(reason)): no opens until unfrozen"
  }

  private static func trade(_ entry: LogEntry, _ figures: Figures) -> String? {
    let words = [
      entry.side.map { $0 == .buy ? "buy" : "sell" },
      entry.quantity.map(figures.size),
      entry.price.map { "@ \(figures.price($0))" },
    ]
    let text = joined(words)
    return text.isEmpty ? nil : text
  }

  private static func purpose(_ entry: LogEntry) -> String? {
    entry.order?.purpose?.words
  }

  private static func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).joined(separator: " ")
  }
}

/// Which log lines are shown.
public enum LogFilter: String, CaseIterable, Sendable {
  case all
  case fills
  case orders
  case control
  case market
  case problems

  /// Whether a line belongs to this kind.
  public func shows(_ tag: LogEntry.Tag) -> Bool {
    switch self {
    case .all: true
    case .fills: [.entryFilled, .exitFilled, .lotClosed, .stopFired].contains(tag)
    case .orders:
      [
        .rejected, .endedAtVenue, .cancelRefused, .outcomeUnknown, .outcomeKnown, .notSent, .gated,
        .manualPlaced, .movedByHand, .attemptDone, .attemptStopped, .attemptFailed,
        .attemptTimedOut, .fallbackMarked, .fallbackDropped, .takerSent,
      ].contains(tag)
    case .control:
      [
        .paused, .unpaused, .frozen, .unfrozen, .flattenStarted, .flattenSlice, .flattenDone,
        .flattenStuck, .cancelAllStarted, .cancelAllDone, .cancelAllUnfinished, .manualPlaced,
        .recentred, .alarmsAcknowledged, .cancelledByOperator, .movedByHand, .repriced,
        .completionStarted,
        .quitStarted, .quitSettled, .quitTimedOut, .breakerTripped, .breakerStage, .breakerCleared,
      ].contains(tag)
    case .market:
      [.anchored, .marketBlocked, .marketResumed, .marketPhase, .gap].contains(tag)
    case .problems:
      [
        .rejected, .endedAtVenue, .cancelRefused, .outcomeUnknown, .notSent, .differsAtVenue,
        .marginRefused, .collared, .workBounded, .settingIdle,
        .adopted, .adjusted, .adjustmentReversed, .fillGap, .fillsUnlisted, .fillsUnseen,
        .foreignFill,
        .unknownOrderStorm,
        .otherInstance,
        .disconnected, .channelSilent, .flattenStuck, .cancelAllUnfinished,
        .marketBlocked, .gap, .unmatchedFill, .duplicateFill, .contradictedFill, .capReached,
        .marketPhase,
        .breakerTripped, .deadManAside, .deadManRefused, .flattenWaits, .stopFired, .stopEscalated,
        .stoppedTogether,
        .nakedLot, .closeGivenUp, .lotOverdue,
        .bothLegsFilled, .benched, .attemptFailed, .rejectStorm, .quitTimedOut,
      ].contains(tag)
    }
  }

  var next: LogFilter {
    let all = LogFilter.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
