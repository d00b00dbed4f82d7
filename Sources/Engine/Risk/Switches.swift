import Market
import Venue

/// What the operator, the caps and the venue have switched: each stops entries or closes the
/// position.
struct Switches: Sendable, Codable {
  var control = Control()
  private(set) var capsPassed: CapWatch = []
  /// A cap that asks for more than a refusal, until its action is carried out.
  private var reachedCap: ReachedCap?
  var breaker: Breaker
  private(set) var deadMan = DeadMan.idle
  var marginWait = MarginWait()
  private(set) var flattening = Flattening.idle
  private(set) var shutdown = Shutdown.running
  /// A cancel-all or a flatten must be checked with the next input.
  private(set) var mustLook = false
  /// The journal can't be written any more.
  private(set) var hasFailedJournal = false
  /// A freeze began while the engine took in an input: its entries must be cancelled.
  private(set) var mustPullEntries = false

  init(_ settings: EngineSettings) {
    breaker = Breaker(settings.risk.breaker)
  }
}

// The ways in.
extension Switches {
  /// Takes in whether the value is above a cap. Returns whether that is new.
  mutating func look(at cap: RiskCap, isPassed: Bool) -> Bool {
    guard isPassed else {
      capsPassed.remove(CapWatch(cap))
      return false
    }
    return capsPassed.insert(CapWatch(cap)).inserted
  }

  /// A cap was reached; if its action is more than a refusal, it is carried out. Another cap never
  /// displaces a flatten.
  mutating func reach(_ reached: ReachedCap) {
    guard reached.action != .refuse, reachedCap?.action != .flatten else { return }
    reachedCap = reached
  }

  /// Hands over the action that a cap asks for; the request ends with that.
  mutating func takeReachedCap() -> ReachedCap? {
    defer { reachedCap = nil }
    return reachedCap
  }

  /// Something that a cancel-all or a flatten waits for has changed.
  mutating func look() { mustLook = true }

  /// What they wait for has a wake-up of its own.
  mutating func lookNoMore() { mustLook = false }

  /// The timer woke the engine: a running cancel-all or flatten is checked.
  mutating func lookAtCommands() {
    mustLook = !control.cancelAlls.isEmpty || flattening.isRunning
  }

  mutating func journalFailed() { hasFailedJournal = true }

  /// A new process begins, with a journal that it can write. All that an operator, a cap or the
  /// breaker switched stays.
  mutating func restart() {
    hasFailedJournal = false
    shutdown = .running
    control.restart()
  }

  mutating func pullEntries() { mustPullEntries = true }

  mutating func pulledEntries() { mustPullEntries = false }

  /// Entries may resume, and a cap that is still exceeded acts again.
  mutating func unfreeze() {
    control.unfreeze()
    capsPassed = []
  }

  /// The operator has answered what a restart found. A cap that is still exceeded acts again.
  mutating func answered() {
    control.answered()
    capsPassed = []
  }

  /// A flatten begins, and stops entries.
  mutating func begin(
    _ scope: FlattenScope, by cause: FreezeCause, because reason: Reason?, at now: Instant
  ) {
    control.freeze(cause, because: reason, at: now)
    flattening.begin(scope, at: now)
  }

  /// A flatten took its next step, as decided.
  mutating func step(_ next: Flattening) { flattening = next }

  /// Returns what a flatten waits for now, if a person must be told.
  mutating func learn(flatten news: Flattening.News) -> FlattenWait? { flattening.on(news) }

  mutating func learn(deadMan news: DeadMan.News) { deadMan.on(news) }

  /// Quitting begins, and stops entries.
  mutating func quit(until deadline: Instant, at now: Instant) {
    shutdown.on(.asked(deadline: deadline))
    control.freeze(.quitting, at: now)
  }

  mutating func learn(shutdown news: Shutdown.News) { shutdown.on(news) }
}
