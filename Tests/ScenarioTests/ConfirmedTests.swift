import Engine
import Market
import Playback
import Session
import SimulatedVenue
import Testing
import Venue

/// What the screen calls confirmed, held against what the engine was told: nothing else may make it so.
@Suite("Confirmed orders")
struct ConfirmedTests {
  /// What was told of orders, read off the traffic by somebody who knows nothing of the engine's books.
  private struct Witness {
    private var changedAt: [ClientOrderID: Instant] = [:]
    /// What the list that was asked for last tells of an order: nil where it lacks it.
    private var listed: [ClientOrderID: (asked: Instant, order: VenueOrder?)] = [:]
    /// The answers about orders that were asked about by themselves.
    private var told: [ClientOrderID: [VenueOrder]] = [:]

    mutating func see(_ traffic: Traffic, at time: Instant) {
      for report in traffic.reports {
        switch report {
        case .accepted(let id), .amended(let id, _, _), .shrunk(let id, _), .triggered(let id):
          changedAt[id] = time
        case .filled(let fill): changedAt[fill.order] = time
        case .rejected, .cancelled, .cancelRefused, .amendRefused, .failed, .cancelScheduled,
          .scheduleRefused, .funded:
          break
        }
      }
      for answer in traffic.answers {
        switch answer {
        case .openOrders(let list, _, let asked):
          for id in changedAt.keys where asked > listed[id]?.asked ?? .distantPast {
            listed[id] = (asked, list.first { $0.id == id })
          }
        case .status(let id, .live(let order), _): told[id, default: []].append(order)
        case .status, .account, .fills, .market, .failed, .connection: break
        }
      }
    }

    /// Whether the venue told that an order stands so, by an answer as young as its last change.
    func backs(_ open: PendingOpenView) -> Bool {
      guard let shownAt = open.confirmedAt, shownAt >= changedAt[open.id] ?? .distantPast else {
        return false
      }
      if let list = listed[open.id], list.asked >= shownAt {
        return list.order.map { isSame($0, open) } ?? false
      }
      return told[open.id, default: []].contains { isSame($0, open) }
    }

    private func isSame(_ order: VenueOrder, _ open: PendingOpenView) -> Bool {
      order.limit == open.price && order.remaining == open.quantity.less(open.filled)
    }
  }

  /// Plays a world to its end. Returns how many orders were met working, and how many confirmed.
  private func play(_ world: inout DryRun, _ name: String) -> (working: Int, confirmed: Int) {
    var witness = Witness()
    var (working, confirmed) = (0, 0)
    world.kernel.recordsTraffic = true
    while world.advance() {
      witness.see(world.kernel.traffic, at: world.time)
      world.dropTraffic()
      for open in world.snapshot().pendingOpens {
        if open.state == .working { working += 1 }
        guard open.state == .confirmed else { continue }
        confirmed += 1
        if !witness.backs(open) {
          Issue.record("\(name): \(open.id) is confirmed at \(world.time), but nobody said so")
          return (working, confirmed)
        }
      }
    }
    return (working, confirmed)
  }

  private func world(seed: UInt64, _ change: (inout NetworkSettings) -> Void) throws -> DryRun {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.run.network = NetworkSettings()
    change(&wild.run.network)
    return try DryRun(tape: WildMarket.tape(wild.market, seed: seed), settings: wild.run)
  }

  @Test("CONSOLE-02 What is shown confirmed the venue told so, since the order last changed")
  func backed() throws {
    var total = (working: 0, confirmed: 0)
    for seed in 0..<8 as Range<UInt64> {
      var world = try world(seed: seed) { _ in }
      let met = play(&world, "seed \(seed)")
      total = (total.working + met.working, total.confirmed + met.confirmed)
    }
    #expect(total.working > 100 && total.confirmed > 100, "\(total)")
  }

  @Test("CONSOLE-02 Lists that lack orders, come late, twice or not at all confirm nothing untrue")
  func faulty() throws {
    var confirmed = 0
    for seed in 40..<48 as Range<UInt64> {
      var world = try world(seed: seed) {
        for kind in FaultKind.allCases where kind.measure == .perMillion { $0.rates[kind] = 60_000 }
      }
      confirmed += play(&world, "seed \(seed)").confirmed
    }
    #expect(confirmed > 100, "\(confirmed)")
  }

  @Test("CONSOLE-02 CONSOLE-08 Stepping back and forth shows the same states and estimates")
  func steps() throws {
    var (confirmed, estimated) = (0, 0)
    for seed in 0..<6 as Range<UInt64> {
      let wild = WildSettings(seed: seed, latency: seed % 2 == 1)
      var world = try DryRun(tape: WildMarket.tape(wild.market, seed: seed), settings: wild.run)
      world.watchQueues()
      var timeline = Timeline(world, interval: 16)
      var shown = [timeline.world.snapshot()]
      while shown.count < 500, timeline.advance() { shown.append(timeline.world.snapshot()) }
      for place in [499, 3, 100, 17, 16, 15, 240, 99, 400] where place < shown.count {
        timeline.jump(toMove: place)
        let snapshot = timeline.world.snapshot()
        #expect(snapshot.pendingOpens == shown[place].pendingOpens, "seed \(seed), move \(place)")
        #expect(snapshot.legs == shown[place].legs, "seed \(seed), move \(place)")
        confirmed += snapshot.pendingOpens.count { $0.state == .confirmed }
        estimated += snapshot.pendingOpens.count { $0.aheadEstimate != nil }
      }
    }
    #expect(confirmed > 10 && estimated > 10, "\(confirmed) and \(estimated)")
  }
}
