import Engine
import Market
import Session
import SimulatedVenue

// The process of the engine ends and another takes its place, with its journal or without one.
extension World {
  /// What is kept of this moment if it is committed.
  var kept: JournalModel.Kept {
    JournalModel.Kept(
      number: stage.run.kernel.inputCount, engine: stage.run.engine, known: stage.boundary.known,
      checkers: checkers)
  }

  /// Begins the journal if the plan has one. From then on entries wait for it.
  mutating func beginJournal() {
    guard let disk = stage.plan.disk else { return }
    stage.run.kernel.awaitDurability()
    journal = JournalModel(disk, seed: stage.plan.seed, startingAt: start, with: kept)
  }

  /// Begins a commit if one is due.
  mutating func keepJournal() {
    guard journal != nil else { return }
    let engine = stage.run.engine
    journal?.reserveIfNeeded(for: engine)
    guard journal?.mustCommit(stage.run) ?? false else { return }
    let (now, time) = (kept, stage.time)
    journal?.commit(now, at: time)
  }

  /// The moment at which a commit ends, if nothing else comes before.
  func commitEnds(by moment: Instant) -> Instant? {
    guard let due = journal?.due, due <= moment else { return nil }
    return due
  }

  /// A commit ends: what waited for it leaves, or the engine learns that the disk failed.
  mutating func concludeCommit(at moment: Instant) {
    let clock = Failure.clock(elapsedNanoseconds)
    switch journal?.conclude() {
    case .durable(let number)?: stage.run.commit(through: number, at: moment)
    case .failed?:
      trace?.add("\(clock) the disk of the journal failed")
      stage.run.hear(.failed)
    case nil: break
    }
  }

  /// The restart that is due, at the moment of the last event.
  func dueRestart(by moment: Instant) -> Restart? {
    guard nextRestart < stage.plan.restarts.count else { return nil }
    let restart = stage.plan.restarts[nextRestart]
    return isDue(restart.afterNanoseconds, by: moment) ? restart : nil
  }

  /// Carries out a restart that is due, or prepares the end of the process amid a message.
  mutating func carryOut(_ restart: Restart) {
    nextRestart += 1
    switch restart.point {
    case .anywhere: break
    case .afterCommit:
      let (now, time) = (kept, stage.time)
      journal?.flush(now, at: time)
    case .amidMessage(let requests):
      ending = restart
      stage.run.dieAmidMessage(after: requests)
      return
    }
    begin(after: restart)
  }

  /// The faults are over: a process that has not died yet goes on.
  mutating func stopDying() {
    guard !stage.run.isDead else { return }
    ending = nil
    stage.run.stayAlive()
  }

  /// Another process begins.
  mutating func begin(after restart: Restart) {
    ending = nil
    let clock = Failure.clock(elapsedNanoseconds)
    trace?.add("\(clock) the process ended and begins again \(restart.words)")
    let totals = (recoveries, sentOrders, bookedFills)
    if let durable = journal?.durable, restart.source != .nothing {
      continueEngine(from: durable, by: restart.source)
    } else {
      stage.run.restartEngine()
      stage.beginEngine()
      checkers.beginEngine()
      let (now, time) = (kept, stage.time)
      journal?.begin(with: now, at: time)
      pastRecoveries = totals.0
      pastCounters = (totals.1, totals.2)
    }
  }

  private mutating func continueEngine(
    from durable: JournalModel.Kept, by source: Restart.Source
  ) {
    guard let reserved = journal?.reserved else { return }
    let (sent, booked) = (sentOrders, bookedFills)
    let restored = World.restored(durable.engine, by: source)
    pastRecoveries = Recovery.allCases.map {
      recoveries[Int($0.rawValue)] - restored.recoveries[$0]
    }
    pastCounters = (
      sent - restored.counters.submitted, booked - restored.counters.fills
    )
    stage.run.restartEngine(
      with: restored, after: durable.number,
      above: ReservedNumbers(
        orders: max(restored.generation, reserved.orders),
        lots: max(restored.lastLot, reserved.lots)))
    stage.continueEngine(from: durable)
    checkers.continueEngine(from: durable.checkers)
    let time = stage.time
    journal?.begin(at: time)
  }

  /// The engine that a journal gives back.
  private static func restored(_ engine: Engine, by source: Restart.Source) -> Engine {
    do {
      switch source {
      case .nothing, .record: return try Engine(record: engine.record)
      case .checkpoint: return try Engine(checkpoint: engine.checkpoint)
      }
    } catch {
      preconditionFailure("what an engine was kept as can't be read back: \(error)")
    }
  }
}
