import Engine
import Market
import Venue

/// R4: when the exits of a lot fill more than was open of it, an alarm is raised at once, and
/// entries are stopped until the operator allows them again.
///
/// What was open is taken from the engine before the step; every entry that fills in the same step
/// may have made it larger. After a restart, only the new engine's own exits are checked.
struct BothLegsAlarm: Checker {
  /// What was open of each lot after the last fill, or after dust joined it; nil while that is
  /// unknown.
  private var open: [Int64: Int64]?
  private var pooled = 0
  private var heard: Set<UInt64> = []
  /// How often the position had been adjusted, or an adjustment reversed.
  private var corrections = 0

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let fills = newFills(stage)
    let engine = stage.run.engine
    // Adjustments, a flatten and trades of others take from lots without their exits.
    let corrected = engine.recoveries[.adjusted] + engine.recoveries[.adjustmentReversed]
    defer { corrections = corrected }
    guard corrected == corrections, stage.boundary.foreignFill == nil,
      !stage.switchesBefore.flatten.isUnderWay, !stage.switches.flatten.isUnderWay
    else {
      open = nil
      return nil
    }
    let isPooled = engine.recoveries[.dustPooled] != pooled
    pooled = engine.recoveries[.dustPooled]
    guard !fills.isEmpty || isPooled || open == nil else { return nil }
    let before = open
    let snapshot = engine.snapshot()
    // Before that the lots do not exist yet.
    guard snapshot.reconcile.completed > 0 else { return nil }
    open = Dictionary(
      uniqueKeysWithValues: snapshot.lots.map { ($0.id.value, $0.open.steps) })
    let own = fills.filter { stage.boundary.isOwn($0.order) }
    guard let before, let lot = overfilled(own, before) else { return nil }
    let alarms: [Alarm] = [.bothLegsFilled, .unmatchedFill, .foreignFill]
    if !stage.orders.acknowledged, !stage.switches.alarms.contains(where: alarms.contains) {
      return Finding(
        .bothLegsAlarm, expected: "an alarm", found: "exits of lot \(lot) filled more than it had")
    }
    guard !stage.orders.letGo, !stage.orders.cleared, !stage.switches.isFrozen,
      stage.switches.breaker.latched.isEmpty
    else { return nil }
    return Finding(
      .bothLegsAlarm, expected: "entries stopped after exits of lot \(lot) filled more than it had",
      found: "they are not stopped")
  }

  /// The lot whose exits filled more than there was; nil if none did.
  private func overfilled(_ fills: [Fill], _ before: [Int64: Int64]) -> Int64? {
    let opened = fills.reduce(Int64(0)) { sum, fill in
      fill.order.purpose?.isEntry ?? true ? sum + fill.quantity.steps : sum
    }
    var exited: [Int64: Int64] = [:]
    for fill in fills where fill.order.purpose?.isOfOneLot ?? false {
      let lot = fill.order.subject
      exited[lot, default: 0] += fill.quantity.steps
      if exited[lot, default: 0] > before[lot, default: 0] + opened { return lot }
    }
    return nil
  }

  /// The fills that were reported to the engine for the first time in this step.
  private mutating func newFills(_ stage: borrowing Stage) -> [Fill] {
    var fills: [Fill] = []
    for case .filled(let fill) in stage.run.kernel.traffic.reports { fills.append(fill) }
    for case .fills(let page) in stage.run.kernel.traffic.answers { fills += page.fills }
    return fills.filter { heard.insert($0.id.value).inserted }
  }

  /// Fills that were reported to the old engine are new to its successor.
  mutating func beginEngine() { (open, heard, corrections) = (nil, [], 0) }

  /// The engine knows the fills that it knew when it was committed.
  mutating func continueEngine(from durable: BothLegsAlarm) { self = durable }
}

extension FlattenPhase {
  fileprivate var isUnderWay: Bool { self == .clearing || self == .reducing }
}
