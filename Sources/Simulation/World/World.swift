import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// A whole world from a seed: a real engine and a real simulated venue with a bad network between
/// them, an operator who interferes, and checkers that trust only the venue.
///
/// It has three phases. In the first, faults occur. Then all faults end. Then, within a minute,
/// both sides must agree.
public struct World: Sendable {
  var stage: Stage
  var checkers: Checkers
  let start: Instant
  private let end: Instant
  private var nextAction = 0
  private var nextThirdParty = 0
  var nextRestart = 0
  /// How the process ends with its next message; nil if that is not decided.
  var ending: Restart?
  /// The journal; nil if none is kept.
  var journal: JournalModel?
  /// Totals of the earlier engines, as far as the running one does not know them.
  var pastRecoveries = Array(repeating: 0, count: Recovery.allCases.count)
  var pastCounters = (submitted: 0, fills: 0)
  private var looksCloselyAt: Instant
  private var stepsThisMoment = 0
  /// How often each reason was given for an empty rung, over all close looks.
  private(set) var emptyRungs = EmptyRungs()
  public private(set) var steps = 0
  public private(set) var violation: Violation?
  /// What crossed the boundary last; nil if nobody reads it.
  var trace: Trace?

  /// - Throws: ``ParameterError`` if the plan's settings don't fit its market.
  public init(_ plan: WorldPlan) throws(ParameterError) {
    var run = try plan.makeRun()
    run.kernel.recordsTraffic = true
    run.kernel.boundary = BoundaryHash()
    start = run.time
    end = start.advanced(
      byNanoseconds: plan.safetyNanoseconds + WorldPlan.livenessNanoseconds
        + 2 * Stage.settlingNanoseconds)
    looksCloselyAt = start
    stage = Stage(plan, run)
    checkers = Checkers(unwatched: plan.unwatched)
    beginJournal()
  }

  /// How long the world has lasted so far.
  public var elapsedNanoseconds: Int64 { stage.time.nanoseconds(since: start) }

  /// Plays it to its end, or to the first violation.
  public mutating func play() {
    while violation == nil, advance() {}
  }

  /// Plays the next event. Returns false at the end.
  mutating func advance() -> Bool {
    guard let next = stage.run.nextTime, next <= end else { return false }
    steps += 1
    if let ending, stage.run.isDead {
      begin(after: ending)
    } else if let moment = commitEnds(by: next) {
      concludeCommit(at: moment)
    } else if let restart = dueRestart(by: next) {
      carryOut(restart)
    } else if let action = dueAction(by: next) {
      perform(action)
    } else if let action = dueThirdParty(by: next) {
      perform(action)
    } else {
      let before = stage.time
      stage.run.advance()
      guard isMoving(since: before) else { return false }
    }
    observe()
    keepJournal()
    return true
  }

  /// The number of operator actions done so far.
  var actionsDone: Int { nextAction }

  /// How often each recovery branch was taken, by its number.
  var recoveries: [Int] {
    Recovery.allCases.map {
      pastRecoveries[Int($0.rawValue)] + stage.run.engine.recoveries[$0]
    }
  }

  /// Orders sent and fills booked, over all engines.
  var sentOrders: Int { pastCounters.submitted + stage.run.engine.counters.submitted }
  var bookedFills: Int { pastCounters.fills + stage.run.engine.counters.fills }

  /// Whether a time after the beginning has been reached by a moment.
  func isDue(_ afterNanoseconds: Int64, by moment: Instant) -> Bool {
    start.advanced(byNanoseconds: afterNanoseconds) <= moment
  }

  // MARK: The operator

  private func dueAction(by moment: Instant) -> OperatorAction? {
    guard nextAction < stage.plan.actions.count else { return nil }
    let action = stage.plan.actions[nextAction]
    return isDue(action.afterNanoseconds, by: moment) ? action : nil
  }

  private mutating func perform(_ action: OperatorAction) {
    nextAction += 1
    guard let command = action.command(stage.run.engine) else { return }
    stage.orders.letGo = action.kind.letsGo
    stage.orders.cleared = action.kind.clears
    stage.orders.acknowledged = action.kind == .acknowledge
    if action.kind == .acknowledge { stage.acknowledgedAt = stage.time }
    let clock = Failure.clock(elapsedNanoseconds)
    trace?.add("\(clock) operator \(action.kind.name) \(action.side)")
    stage.run.perform(command)
    // An operator who allows entries again has seen what stopped them, whatever it was.
    if action.kind == .unfreeze { stage.run.perform(.clearBreaker) }
  }

  // MARK: Third parties

  private func dueThirdParty(by moment: Instant) -> ThirdPartyAction? {
    guard nextThirdParty < stage.plan.thirdParty.count else { return nil }
    let action = stage.plan.thirdParty[nextThirdParty]
    return isDue(action.afterNanoseconds, by: moment) ? action : nil
  }

  private mutating func perform(_ action: ThirdPartyAction) {
    nextThirdParty += 1
    let clock = Failure.clock(elapsedNanoseconds)
    trace?.add("\(clock) third party \(action.kind.name) \(action.side) \(action.steps)")
    let standing = stage.truth.sortedIDs.filter { !$0.isForeign }
    stage.run.interfere { action.happen(to: &$0, standing: standing, at: $1) }
  }

  // MARK: Looking

  private mutating func observe() {
    stage.events = stage.run.takeHistory()
    let isEventful = !stage.run.kernel.traffic.isEmpty || !stage.events.isEmpty
    if isEventful || stage.continued != nil || stage.orders.letGo || stage.orders.cleared
      || stage.orders.acknowledged
    {
      learn()
      let elapsed = elapsedNanoseconds
      trace?.learn(stage, elapsedNanoseconds: elapsed)
      if let found = checkers.look(at: stage) { return fail(found) }
      stage.run.dropTraffic()
      stage.orders = OperatorOrders()
      stage.continued = nil
    } else {
      checkers.follow(stage)
    }
    guard stage.time >= looksCloselyAt else { return }
    lookClosely()
  }

  private mutating func learn() {
    stage.boundary.learn(stage.run.kernel.traffic, at: stage.time)
    for event in stage.events {
      stage.truth.learn(event)
      stage.boundary.learn(event, at: stage.time)
    }
    stage.boundary.expire(at: stage.time)
    if let anchor = stage.run.engine.anchor { stage.boundary.learn(anchor) }
    stage.switchesBefore = stage.switches
    stage.switches = stage.run.engine.controlView
  }

  private mutating func lookClosely() {
    looksCloselyAt = stage.time.advanced(byNanoseconds: World.lookNanoseconds)
    if stage.healedAt == nil, elapsedNanoseconds >= stage.plan.safetyNanoseconds {
      stage.healedAt = stage.time
      stopDying()
      end(stage.plan.ending)
    }
    let snapshot = stage.run.engine.snapshot()
    emptyRungs.count(snapshot.grid)
    if let found = checkers.look(at: stage, closely: snapshot) { fail(found) }
  }

  /// The operator gives the last commands.
  private mutating func end(_ ending: WorldEnding) {
    for command in ending.commands { stage.run.perform(command) }
    stage.orders.letGo = true
    stage.orders.cleared = true
    stage.orders.acknowledged = true
    stage.acknowledgedAt = stage.time
    observe()
  }

  /// Whether time still moves on. A world in which it doesn't has failed.
  private mutating func isMoving(since before: Instant) -> Bool {
    stepsThisMoment = stage.time == before ? stepsThisMoment + 1 : 0
    guard stepsThisMoment > World.mostStepsAMoment else { return true }
    fail(
      Finding(
        .timeGoesOn, expected: "at most \(World.mostStepsAMoment) steps at one time",
        found: "more"))
    return false
  }

  private mutating func fail(_ finding: Finding) {
    guard violation == nil else { return }
    violation = Violation(
      invariant: finding.invariant, seed: stage.plan.seed, step: steps, time: stage.time,
      elapsedNanoseconds: elapsedNanoseconds, expected: finding.expected, found: finding.found)
  }

  /// How often all that the engine shows is checked. It is no multiple of anything that the engine
  /// repeats; otherwise the same short moment of it would be seen every time.
  static let lookNanoseconds: Int64 = 4_730_000_000
  private static let mostStepsAMoment = 20_000
}
