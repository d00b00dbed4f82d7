import Engine
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Session

/// Runs that never end: what ended must leave memory.
@Suite("Memory of a run that never ends")
struct EndlessRunTests {
  private static let hour: Int64 = 3_600_000_000_000

  /// A quick market and a narrow grid: some hundred fills an hour.
  private func world() throws -> DryRun {
    var market = GeneratedMarketSettings()
    market.style = .mixed
    market.seed = 11
    market.updatesPerSecond = 1
    market.volatilityHundredths = 120
    market.levels = 5
    var settings = DryRunSettings()
    settings.engine.grid.levels = 5
    settings.engine.grid.spacing = .basisPoints(BasisPoints(hundredths: 300))
    settings.engine.grid.floorWidth = .zero
    settings.engine.grid.floorBasisPoints = .zero
    settings.engine.reconcile.auditNanoseconds = Self.hour
    settings.engine.exits.minimumEdge = .zero
    settings.venue.memory.fills = 400
    settings.venue.memory.endedOrders = 400
    for kind in [.duplicate, .lateFill, .loseFill, .delay] as [FaultKind] {
      settings.network.rates[kind] = 20_000
    }
    var world = try DryRun(.generated(market), settings: settings)
    world.watchQueues()
    return world
  }

  /// The number of elements of every array, table and set in a value, by the way to it.
  private func counts(
    of value: Any, at way: String = "", into counts: inout [String: Int]
  ) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection, .set, .dictionary: counts[way, default: 0] += mirror.children.count
    case .optional:
      for child in mirror.children { self.counts(of: child.value, at: way, into: &counts) }
    case .struct, .enum, .tuple, .class, .foreignReference, nil:
      for child in mirror.children {
        self.counts(of: child.value, at: way + "." + (child.label ?? ""), into: &counts)
      }
    @unknown default: break
    }
  }

  private func open(_ world: DryRun) -> Int {
    let snapshot = world.snapshot()
    return snapshot.lots.count + snapshot.pendingOpens.count + snapshot.legs.count
      + snapshot.grid.rungs.count
  }

  @Test("STATE-07 On a market that never ends no list grows with what ended, in engine and venue")
  func bounded() throws {
    var world = try world()
    let start = world.time
    var mostOpen = 0
    var largest: [String: Int] = [:]
    for hour in 1...13 as ClosedRange<Int64> {
      let end = start.advanced(byNanoseconds: hour * Self.hour)
      while let next = world.nextTime, next <= end { world.advance() }
      mostOpen = max(mostOpen, open(world))
      var found: [String: Int] = [:]
      counts(of: world.kernel, at: "kernel", into: &found)
      counts(of: world.venue, at: "venue", into: &found)
      counts(of: world.network, at: "network", into: &found)
      largest.merge(found) { max($0, $1) }
    }
    let counters = world.engine.counters
    // A table has room for two to four times what it holds, and some lists keep the last thousand.
    let most = 4 * mostOpen + 2_048
    #expect(counters.fills > 2 * most, "enough ended to tell: \(counters.fills), \(mostOpen) open")
    #expect(counters.submitted > 2 * most)
    for (way, count) in largest.sorted(by: { $0.key < $1.key }) {
      #expect(count <= most, "\(way) with \(mostOpen) open")
    }
    #expect(world.engine.fillKeyCount < counters.fills / 2)
  }
}
