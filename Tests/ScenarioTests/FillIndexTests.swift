import Engine
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Session

/// Runs whose engine forgets fills, beside an index that knows them.
@Suite("An index of fills beside the kernel")
struct FillIndexTests {
  /// Everything that was booked, as a journal would have it.
  private final class Index: FillIndex, @unchecked Sendable {
    var fills: [FillID: BookedFill] = [:]
    var isBroken = false
    private(set) var questions = 0

    func fill(_ id: FillID) throws(FillIndexError) -> BookedFill? {
      questions += 1
      if isBroken { throw .unreadable("it is broken") }
      return fills[id]
    }

    func hasFunding(at moment: Instant) throws(FillIndexError) -> Bool { false }
  }

  /// Some hours on a quick market, with every fault of messages. The engine forgets all it may each
  /// half hour, if there is an index. `fills` is what was booked, in its order.
  private func run(
    seed: UInt64, hours: Int64, _ index: Index?
  ) throws -> (world: DryRun, fills: [Fill]) {
    var market = GeneratedMarketSettings()
    market.style = .mixed
    market.seed = seed
    market.updatesPerSecond = 1
    market.volatilityHundredths = 120
    market.levels = 5
    var settings = DryRunSettings()
    settings.engine.grid.levels = 5
    settings.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 300))
    settings.engine.grid.floorWidth = .zero
    settings.engine.grid.floorBasisPoints = .zero
    settings.engine.reconcile.auditNanoseconds = 3_600_000_000_000
    for kind in [.duplicate, .lateFill, .loseFill, .reorder] as [FaultKind] {
      settings.network.rates[kind] = 30_000
    }
    var world = try DryRun(.generated(market), settings: settings)
    world.kernel.recallFills(from: index)
    world.kernel.recordsFills = true
    world.kernel.boundary = BoundaryHash()
    let start = world.time
    var fills: [Fill] = []
    var kept = start
    while let next = world.nextTime, next.nanoseconds(since: start) < hours * 3_600_000_000_000 {
      world.advance()
      for record in world.takeFillRecords() {
        fills.append(record.fill)
        index?.fills[record.fill.id] = BookedFill(record.fill)
      }
      if index != nil, world.time.nanoseconds(since: kept) > 1_800_000_000_000 {
        kept = world.time
        world.kernel.forgetFills(bookedBy: kept.advanced(byNanoseconds: -1), at: world.time)
      }
    }
    return (world, fills)
  }

  @Test("LEDGER-01 An engine that forgets beside an index does what one that keeps all does")
  func sameEffects() throws {
    let index = Index()
    let (keeping, fills) = try run(seed: 0, hours: 3, nil)
    var (forgetting, _) = try run(seed: 0, hours: 3, index)
    #expect(fills.count > 1_000)
    #expect(keeping.engine.fillKeyCount >= fills.count)
    #expect(forgetting.engine.fillKeyCount < fills.count, "some are forgotten")
    #expect(forgetting.kernel.boundary?.value == keeping.kernel.boundary?.value)
    #expect(forgetting.engine.position == keeping.engine.position)

    // Days later the venue repeats everything, as some do when a stream is opened anew.
    let before = forgetting.engine.position
    forgetting.kernel.hear(fills.map { .filled($0) }, at: forgetting.time)
    #expect(forgetting.engine.position == before && index.questions > 300)
    #expect(forgetting.engine.counters.fills == fills.count)
    #expect(!forgetting.engine.snapshot().control.alarms.contains(.contradictedFill))
    #expect(forgetting.kernel.fillIndexFailure == nil)
  }

  @Test("LEDGER-01 If the index can't be read, an old fill counts as booked, and the owner is told")
  func unreadable() throws {
    let index = Index()
    var (world, fills) = try run(seed: 3, hours: 4, index)
    let old = try #require(fills.first)
    #expect(world.engine.mayHaveForgotten(old))
    index.isBroken = true
    let before = world.engine.position
    world.kernel.hear([.filled(old)], at: world.time)
    #expect(world.engine.position == before)
    #expect(world.kernel.fillIndexFailure == .unreadable("it is broken"))
  }
}
