import Market
import Venue

extension Engine {
  /// Carries out what the operator asked for.
  mutating func perform(_ command: Command, into effects: inout Effects) {
    switch command {
    case .pause(let side): pause(side, into: &effects)
    case .unpause(let side):
      switches.control.unpause(side)
      changes.nameAllRungs()
      note(LogEntry(.unpaused, at: time, side: side))
    case .freeze: freeze(.operatorAsked, into: &effects)
    case .terminalLost: freeze(.terminalLost, into: &effects)
    case .holdEntries: holdEntries()
    case .resumeEntries: resumeEntries(into: &effects)
    case .unfreeze: unfreeze(into: &effects)
    case .flatten: startFlatten(into: &effects)
    case .flattenAccount: startFlatten(.account, into: &effects)
    case .cancelAll(let scope): startCancelAll(scope, into: &effects)
    case .cancelOrder(let id): cancelOne(id, into: &effects)
    case .stopAttempt(let id): stopAttempt(id, into: &effects)
    case .recentre:
      freeCancelled()
      grid.ladder.rearm()
      changes.rebuildLadder()
      note(LogEntry(.recentred, at: time))
    case .placeManual(let side, let price): placeManual(side, price, into: &effects)
    case .clearBreaker: clearBreaker()
    case .closeLot(let id): closeLot(id)
    case .closeExcess: closeExcess()
    case .endCooldown(let side, let slot): endCooldown(side, slot)
    case .reconcile:
      agreement.differences.ask()
      reconcile(.preview, into: &effects)
    case .reconcileNow: reconcile(.regular, into: &effects)
    case .acceptDifferences(let numbers): accept(numbers, into: &effects)
    case .moveOrder(let id, let price): moveOrder(id, to: price, into: &effects)
    case .reprice: repriceNow()
    case .complete(let side): startCompletion(side, into: &effects)
    case .quit: quit(into: &effects)
    case .acknowledgeAlarms:
      acceptPrice()
      switches.control.acknowledge()
      note(LogEntry(.alarmsAcknowledged, at: time))
    }
  }

  private mutating func pause(_ side: Side, into effects: inout Effects) {
    switches.control.pause(side)
    cancelOpens(of: side, because: Reason(.sidePaused), into: &effects)
    changes.nameAllRungs()
    note(LogEntry(.paused, at: time, side: side))
  }

  private mutating func unfreeze(into effects: inout Effects) {
    guard switches.shutdown.phase == .running else { return }
    let awaitedAnswer = switches.control.frozen.awaitsAnswer
    switches.unfreeze()
    learnFlatten(.takenBack)
    changes.rebuildLadder()
    changes.lots.nameAll()
    note(LogEntry(.unfrozen, at: time))
    if awaitedAnswer { reconcile(.reconnect, into: &effects) }
  }

  /// Sends no entries until the operator has answered. Live entries stay: what happens to them is a
  /// part of the answer.
  private mutating func holdEntries() {
    guard switches.control.freeze(.restarted, at: time) else { return }
    markRungs(.freeze, switches.control.frozenBecause)
    note(LogEntry(.frozen, at: time, reason: FreezeCause.restarted.reason))
  }

  /// The operator has answered. The answer may come long after the comparison that it is based on,
  /// so another one follows before live entries are kept or cancelled and new ones are sent.
  private mutating func resumeEntries(into effects: inout Effects) {
    guard switches.control.frozen.awaitsAnswer else { return }
    switches.answered()
    changes.rebuildLadder()
    note(LogEntry(.entriesResumed, at: time))
    reconcile(.reconnect, into: &effects)
  }

  /// Latches a freeze (for one side its pause, for exits their hold too) and begins to cancel every
  /// order in scope.
  private mutating func startCancelAll(_ scope: CancelScope, into effects: inout Effects) {
    let isNew = switches.control.begin(scope, at: time)
    if !scope.isOfOneSide {
      carryOutFreeze(because: FreezeCause.cancellingAll.reason, isNew: isNew, into: &effects)
    }
    // A watched stop would not be sent now either.
    if scope == .legs { changes.lots.nameAll() }
    switches.look()
    changes.nameAllRungs()
    note(LogEntry(.cancelAllStarted, at: time, quantity: nil, reason: Reason(.operatorAsked)))
  }
}
