import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// What the checkers look at: the world as it stands, and what happened in the last step.
struct Stage: Sendable {
  let plan: WorldPlan
  var run: DryRun
  var truth = VenueTruth()
  var boundary: Boundary
  var orders = OperatorOrders()
  /// What happened at the venue in the last step.
  var events: [VenueEvent] = []
  /// What is switched, as it was after the last step, and after the one before.
  var switches = ControlView()
  var switchesBefore = ControlView()
  /// Faults are over, and everything late was delivered, since this moment.
  var healedAt: Instant?
  /// When the operator last acknowledged the alarms.
  var acknowledgedAt = Instant.distantPast
  /// The instance whose engine runs.
  var tag: UInt16
  /// How often the engine was restarted.
  var restarts = 0

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
    boundary.beginEngine()
    switches = run.engine.controlView
    switchesBefore = switches
  }

  /// Whether the running engine must know that an order stands: it sent the order, or was told of it so long ago that it has asked.
  func mustKnow(_ id: ClientOrderID) -> Bool {
    guard let told = boundary.toldAt(id) else { return false }
    if boundary.isOwn(id) { return true }
    return time.nanoseconds(since: told) > Stage.askingNanoseconds
  }

  /// How long asking about an order may take where answers are lost, and a minute in which there may
  /// be no room for questions.
  private static let askingNanoseconds: Int64 = 150_000_000_000

  /// Steps held against the cap; nothing where there is none.
  var positionCap: Int64? { plan.positionCap }

  /// Whether a moment lies so far back that whatever it set off has been told.
  func isSettled(_ moment: Instant) -> Bool {
    time.nanoseconds(since: moment) > Stage.settlingNanoseconds
  }

  /// How long a request, its report and what follows from it may take where nothing goes wrong.
  static let settlingNanoseconds: Int64 = 10_000_000_000
}

/// What the operator last asked for.
struct OperatorOrders: Sendable {
  /// Opens were let go again in the last step.
  var letGo = false
  /// What latched the breaker was cleared in the last step.
  var cleared = false
  /// Alarms were acknowledged in the last step.
  var acknowledged = false
}
