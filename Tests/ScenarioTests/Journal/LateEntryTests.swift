import Engine
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Session

@Suite("Entries that leave with a commit")
struct LateEntryTests {
  /// A run that waits for a disk, played until an entry waits.
  private func waiting(_ change: (inout DryRunSettings) -> Void = { _ in }) throws -> DryRun {
    var wild = WildSettings(seed: 7_001, latency: true)
    change(&wild.run)
    let tape = try WildMarket.tape(wild.market, seed: 7_001)
    var run = try DryRun(unbegun: .tape(tape), settings: wild.run)
    run.kernel.awaitDurability()
    run.kernel.recordsTraffic = true
    run.watchQueues()
    run.begin()
    while run.kernel.outbox?.isEmpty ?? true, run.advance() { run.dropTraffic() }
    run.dropTraffic()
    return run
  }

  private func placed(_ run: DryRun) -> [NewOrder] {
    run.kernel.traffic.requests.compactMap { request in
      if case .place(let order) = request { order } else { nil }
    }
  }

  @Test("STATE-01 What waited leaves with the commit, and its place in the queue is estimated")
  func leaves() throws {
    var run = try waiting()
    let count = try #require(run.kernel.outbox?.count)
    run.commit(through: run.kernel.inputCount, at: run.time)
    let orders = placed(run)
    #expect(orders.count == count && run.kernel.outbox?.isEmpty == true)
    while !orders.contains(where: { run.kernel.queues?.ahead(of: $0.id) != nil }), run.advance() {}
    #expect(orders.contains { run.kernel.queues?.ahead(of: $0.id) != nil })
  }

  @Test("RISK-04 What waited never leaves once entries are frozen, even if live ones are kept")
  func frozen() throws {
    var run = try waiting { $0.engine.risk.freezeHolds = true }
    let count = try #require(run.kernel.outbox?.count)
    run.perform(.freeze)
    #expect(run.kernel.outbox?.count == count)
    run.commit(through: run.kernel.inputCount, at: run.time)
    #expect(placed(run) == [])
    let withdrawn = run.kernel.traffic.reports.count {
      if case .failed(_, .place, .withdrawn) = $0 { true } else { false }
    }
    #expect(withdrawn == count && run.kernel.outbox?.isEmpty == true)
  }

  @Test("STATE-02 A process that dies amid a message sends so much of it and nothing more")
  func dies() throws {
    var run = try waiting()
    let count = try #require(run.kernel.outbox?.count)
    run.dieAmidMessage(after: count - 1)
    run.commit(through: run.kernel.inputCount, at: run.time)
    #expect(placed(run).count == count - 1 && run.isDead)
  }
}
