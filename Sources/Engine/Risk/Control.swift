import Market
import Venue

/// What is switched: by the operator, or by a rule that latched.
struct Control: Sendable {
  /// Everything that stopped all opens and was not lifted, oldest first; each kind once.
  var freezes: [Freeze] = []
  var isPaused = PerSide(false)
  /// The scopes of all cancel-alls that are being carried out, in the order they were asked for.
  private(set) var fences: [Fence] = []
  /// When the venue was last asked whether anything in its scope is left.
  var fenceAskedAt: Instant?
  /// Exits are held back since a cancel-all of legs.
  var legsAreHeld = false
  /// Opens must be pulled at the next chance.
  var mustPull = false
  private(set) var alarms: [Alarm] = []

  /// A cancel-all begins; one of the same scope goes on.
  mutating func begin(_ scope: CancelScope, at time: Instant) {
    if !fences.contains(where: { $0.scope == scope }) { fences.append(Fence(scope, at: time)) }
    fenceAskedAt = nil
  }

  /// Takes in whether a cancel-all has anything left; after its time a person is told, once.
  mutating func look(_ place: Int, isLeft: Bool, at time: Instant) {
    fences[place].look(isLeft: isLeft, at: time)
    if time >= fences[place].alarmAt { fences[place].alarmAt = .distantFuture }
  }

  /// Does something to each cancel-all; one for which it returns true is done. Returns how many are.
  mutating func judgeFences(_ body: (inout Fence) -> Bool) -> Int {
    let before = fences.count
    var left: [Fence] = []
    for var fence in fences where !body(&fence) { left.append(fence) }
    fences = left
    return before - left.count
  }

  /// What was asked of the venue before a stream opened anew proves nothing any more.
  mutating func doubtLists(at time: Instant) {
    for place in fences.indices where fences[place].proof != .left {
      fences[place].proof = .cleared(since: time)
    }
    fenceAskedAt = nil
  }

  /// Cancel-alls are done, or taken back.
  mutating func endFences(where isOver: (CancelScope) -> Bool) {
    fences.removeAll { isOver($0.scope) }
    fenceAskedAt = nil
  }

  func digestFences(into hash: inout StateHash) {
    for fence in fences { fence.digest(into: &hash) }
  }

  mutating func raise(_ alarm: Alarm) {
    if !alarms.contains(alarm) { alarms.append(alarm) }
  }

  mutating func acknowledge() { alarms.removeAll() }
}

extension Engine {
  /// Carries out what the operator asked for.
  mutating func perform(_ command: Command, into effects: inout Effects) {
    switch command {
    case .pause(let side): pause(side, into: &effects)
    case .unpause(let side):
      switches.control.isPaused[side] = false
      // What is being cancelled is let go; else the cancel-all would chase what comes back.
      switches.control.endFences { $0 == .side(side) }
      agenda.allRungs = true
      note(LogEntry(.unpaused, at: time, side: side))
    case .freeze: freeze(.operatorAsked, into: &effects)
    case .terminalLost: freeze(.terminalLost, into: &effects)
    case .unfreeze: unfreeze()
    case .flatten: startFlatten(into: &effects)
    case .flattenAccount: startFlatten(.account, into: &effects)
    case .cancelAll(let scope): startFence(scope, into: &effects)
    case .cancelOrder(let id): cancelOne(id, into: &effects)
    case .stopAttempt(let id): stopAttempt(id, into: &effects)
    case .recentre:
      freeCancelled()
      grid.ladder.rearm()
      agenda.rebuild = true
      note(LogEntry(.recentred, at: time))
    case .placeManual(let side, let price): placeManual(side, price, into: &effects)
    case .clearBreaker: clearBreaker()
    case .closeLot(let id): closeLot(id)
    case .closeExcess: closeExcess()
    case .freeBench(let side, let slot): freeBench(side, slot)
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
    switches.control.isPaused[side] = true
    cancelOpens(of: side, because: Reason(.sidePaused), into: &effects)
    agenda.allRungs = true
    note(LogEntry(.paused, at: time, side: side))
  }

  /// Stops all opens at once; working ones are pulled, unless the setting holds them.
  ///
  /// - Parameter reason: what is told of it, where its cause has numbers.
  mutating func freeze(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    let reason = reason ?? cause.reason
    let isNew = switches.control.latch(cause, because: reason, at: time)
    if !settings.risk.freezeHolds { cancelOpens(because: reason, into: &effects) }
    markRungs(.freeze, switches.control.frozenBecause)
    if isNew { note(LogEntry(.frozen, at: time, reason: reason)) }
  }

  /// Something that must not go on stops all opens: those that work are pulled, though a freeze by
  /// the operator is set to hold them.
  mutating func stopOpens(
    _ cause: FreezeCause, because reason: Reason? = nil, into effects: inout Effects
  ) {
    freeze(cause, because: reason, into: &effects)
    if settings.risk.freezeHolds {
      cancelOpens(because: reason ?? cause.reason, into: &effects)
    }
  }

  private mutating func unfreeze() {
    guard switches.shutdown.phase == .running else { return }
    switches.control.lift()
    switches.control.endFences { !$0.isOfOneSide }
    switches.control.legsAreHeld = false
    switches.control.mustPull = false
    switches.capsPassed = []
    switches.flattening = Flattening(isSliceLive: switches.flattening.isSliceLive)
    agenda.rebuild = true
    agenda.lots.nameAll()
    note(LogEntry(.unfrozen, at: time))
  }

  /// Latches a freeze (for one side, its pause; for legs, their hold as well) and begins to cancel
  /// everything in scope.
  private mutating func startFence(_ scope: CancelScope, into effects: inout Effects) {
    switches.control.begin(scope, at: time)
    switch scope {
    case .opens: freeze(.cancellingAll, into: &effects)
    case .side(let side): switches.control.isPaused[side] = true
    case .legs:
      // An open that filled now would stay naked.
      freeze(.cancellingAll, into: &effects)
      switches.control.legsAreHeld = true
      // Who watches a stop would not send it now either.
      agenda.lots.nameAll()
    }
    agenda.isUnderCommand = true
    agenda.allRungs = true
    note(LogEntry(.cancelAllStarted, at: time, quantity: nil, reason: Reason(.operatorAsked)))
  }
}
