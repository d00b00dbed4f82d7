import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// What the checkers read: the world as it is, and what happened in the last step.
struct Stage: Sendable {
  let plan: WorldPlan
  var run: DryRun
  var truth = VenueTruth()
  var boundary: Boundary
  var orders = OperatorOrders()
  /// What happened at the venue in the last step.
  var events: [VenueEvent] = []
  /// The engine's switches after the last step, and after the step before.
  var switches = ControlView()
  var switchesBefore = ControlView()
  /// When the faults ended and everything late was delivered; nil before that.
  var healedAt: Instant?
  /// When the operator last acknowledged the alarms.
  var acknowledgedAt = Instant.distantPast
  /// The instance tag of the running engine.
  var tag: UInt16
  /// How often the engine was restarted.
  var restarts = 0
  /// When the running engine took the place of another.
  var beganAt = Instant.distantPast
  /// The journal's engine that the running one continues, in the step in which it begins; else nil.
  var continued: Engine?

  init(_ plan: WorldPlan, _ run: DryRun) {
    self.plan = plan
    self.run = run
    tag = plan.run.tag
    let longestDelay = plan.run.network.longestDelayNanoseconds
    boundary = Boundary(longestWayNanoseconds: 2 * longestDelay + Stage.settlingNanoseconds)
  }

  var time: Instant { run.time }

  /// A new engine has taken the old one's place.
  mutating func beginEngine() {
    restarts += 1
    beganAt = time
    boundary.beginEngine()
    switches = run.engine.controlView
    switchesBefore = switches
  }

  /// Another process continues with the engine that was committed last.
  mutating func continueEngine(from kept: JournalModel.Kept) {
    restarts += 1
    beganAt = time
    boundary.continueEngine(
      from: kept.known, submitted: kept.engine.counters.submitted)
    switches = kept.engine.controlView
    switchesBefore = switches
    continued = kept.engine
  }

  /// Whether the running engine must know that an order is live: it sent the order, or the order
  /// was reported to it long enough ago that it has asked.
  func mustKnow(_ id: ClientOrderID) -> Bool {
    guard let told = boundary.toldAt(id) else { return false }
    if boundary.isOwn(id) { return true }
    return time.nanoseconds(since: told) > Stage.askingNanoseconds
  }

  /// How long a query of an order may take if answers are lost, plus a minute in which the request
  /// budget may have no room for queries.
  private static let askingNanoseconds: Int64 = 150_000_000_000

  /// The position cap in steps; nil if there is none.
  var positionCap: Int64? { plan.positionCap }

  /// Whether a moment is far enough back that everything it caused has been reported.
  func isSettled(_ moment: Instant) -> Bool {
    time.nanoseconds(since: moment) > Stage.settlingNanoseconds
  }

  /// How long a request, its report and what follows may take if nothing goes wrong.
  static let settlingNanoseconds: Int64 = 10_000_000_000
}

/// What the operator asked for in the last step.
struct OperatorOrders: Sendable {
  /// Entries were allowed again.
  var letGo = false
  /// What latched the breaker was cleared.
  var cleared = false
  /// Alarms were acknowledged.
  var acknowledged = false
}
