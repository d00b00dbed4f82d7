import Engine
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Simulation

/// Processes that end and are followed by others that continue with what the journal holds.
@Suite("Restarts from a journal")
struct JournalRestartTests {
  /// A world without faults and operator. While nothing waits for the disk, it writes every ten
  /// seconds: exits leave without a record, and are unknown to the next process.
  private func world(
    _ seed: UInt64, _ restarts: [Restart], minutes: Int64 = 4,
    _ change: (inout WorldPlan) -> Void = { _ in }
  ) throws -> World {
    var plan = WorldPlan(seed: seed, nanoseconds: minutes * 60_000_000_000, kinds: [])
    plan.disk = DiskPlan(
      pauseNanoseconds: 10_000_000_000, usualNanoseconds: 400_000, slowestNanoseconds: 20_000_000)
    plan.restarts = restarts
    plan.actions = []
    plan.thirdParty = []
    change(&plan)
    return try World(plan)
  }

  private func after(
    _ seconds: Int64, _ source: Restart.Source, _ point: Restart.Point = .anywhere
  ) -> Restart {
    Restart(afterNanoseconds: seconds * 1_000_000_000, source: source, point: point)
  }

  /// Plays to the step in which the next process begins.
  private func playToRestart(_ world: inout World) {
    let restarts = world.stage.restarts
    while world.stage.restarts == restarts, world.violation == nil, world.advance() {}
  }

  @Test(
    "STATE-02 A process that ends anywhere is followed by one that has what the journal held",
    arguments: 1...5)
  func survives(seed: UInt64) throws {
    let points: [Restart.Point] = [.anywhere, .afterCommit, .amidMessage(requests: 1)]
    let point = points[Int(seed % 3)]
    var world = try world(seed, [after(90, .record, point), after(180, .checkpoint, point)])
    world.play()
    let found = world.violation
    #expect(found == nil)
    #expect(world.stage.restarts > 0)
    #expect(world.stage.run.engine.position.steps == world.stage.truth.position)
  }

  @Test(
    "STATE-02 The next process sends no entry before orders, fills and position were compared",
    arguments: [Restart.Source.record, .checkpoint])
  func comparesFirst(source: Restart.Source) throws {
    var world = try world(3, [after(150, source)])
    playToRestart(&world)
    #expect(world.stage.run.engine.snapshot().reconcile.barsOpens)
    let before = world.stage.boundary.newestEntry
    while !world.stage.boundary.debts.isPaid, world.advance() {
      #expect(world.stage.boundary.newestEntry == before)
    }
    world.play()
    #expect(world.violation == nil)
    #expect(world.stage.boundary.newestEntry > before, "entries are sent afterwards")
  }

  @Test("ORDER-07 New orders and lots have numbers above all that the ended process had reserved")
  func numbers() throws {
    var world = try world(3, [after(150, .record)])
    while world.stage.restarts == 0, world.advance() {}
    let reserved = try #require(world.journal?.reserved)
    // The numbers of the next block are reserved as soon as the engine has passed the last one.
    #expect(reserved.orders >= 2 * 4_096)
    #expect(world.stage.run.engine.generation >= 4_096)
    #expect(world.stage.run.engine.lastLot.value >= 4_096)
    world.play()
    #expect(world.violation == nil)
    #expect(world.stage.boundary.repeated == nil)
  }

  @Test(
    "LEDGER-06 Fills that are listed again after a restart count once, and those that were lost too",
    arguments: 2...3)
  func fillsOnce(seed: UInt64) throws {
    // The disk fails early: the next process begins minutes before the last one ended.
    var world = try world(seed, [after(150, .record)]) {
      $0.disk?.failures = [60_000_000_000]
    }
    while world.stage.restarts == 0, world.advance() {}
    let known = world.stage.boundary.known.booked
    #expect(world.stage.run.engine.counters.fills == known)
    world.play()
    #expect(world.violation == nil)
    #expect(world.stage.run.engine.counters.fills == world.stage.boundary.known.booked)
    #expect(world.stage.run.engine.position.steps == world.stage.truth.position)
  }

  @Test("RISK-08 A cancel-all goes on after a restart, and its freeze stays")
  func cancelAll() throws {
    var world = try world(3, [after(150, .record, .afterCommit)]) {
      $0.actions = [
        OperatorAction(
          afterNanoseconds: 145_000_000_000, kind: .cancelOpens, side: .buy, ticks: 0)
      ]
    }
    playToRestart(&world)
    let control = world.stage.run.engine.controlView
    #expect(control.freezes.map(\.cause).contains(.cancelAll))
    while world.elapsedNanoseconds < 220_000_000_000, world.violation == nil, world.advance() {}
    #expect(world.violation == nil)
    #expect(world.stage.run.engine.controlView.isFrozen)
    #expect(world.stage.truth.orders.keys.allSatisfy { $0.purpose?.isEntry != true })
  }

  @Test("RISK-10 Once the disk has failed no entry leaves until another process begins")
  func diskFails() throws {
    var world = try world(3, [after(180, .checkpoint)]) { $0.disk?.failures = [100_000_000_000] }
    while world.journal?.hasFailed == false, world.advance() {}
    #expect(world.stage.run.engine.controlView.alarms.contains(.journalFailed))
    let last = world.stage.boundary.newestEntry
    while world.stage.restarts == 0, world.advance() {
      #expect(world.stage.boundary.newestEntry == last)
    }
    world.play()
    #expect(world.violation == nil)
    #expect(world.stage.boundary.newestEntry > last)
  }

  @Test("STATE-02 A drill draws each kind of restart, and disks that are slow or fail")
  func drawn() {
    let plans = (1...400).map { WorldPlan(seed: $0, nanoseconds: WorldPlan.hourNanoseconds) }
    let restarts = plans.flatMap(\.restarts)
    for source in [Restart.Source.nothing, .record, .checkpoint] {
      #expect(restarts.contains { $0.source == source })
    }
    #expect(restarts.contains { $0.point == .afterCommit })
    #expect(restarts.contains { $0.point == .amidMessage(requests: 0) })
    #expect(plans.contains { $0.disk?.failures.isEmpty == false })
    #expect(plans.allSatisfy { !$0.restarts.isEmpty || $0.disk == nil })
    // The first worlds are as they were.
    let first = WorldPlan(
      seed: 1, nanoseconds: WorldPlan.hourNanoseconds,
      kinds: FaultKind.allCases.filter(\.isOfFirstWorlds))
    #expect(first.disk == nil)
  }
}
