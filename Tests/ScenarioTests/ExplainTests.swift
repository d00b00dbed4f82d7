import Market
import Session
import Testing
import Venue

@testable import Engine

/// What the engine says of a rung, held against what it does with that rung when it looks at it.
@Suite("Explanations")
struct ExplainTests {
  @Test(
    "CONSOLE-09 What is said of an empty rung is what is done with it when it is looked at")
  func emptyRungs() throws {
    let looked = try (0..<8).reduce(0) { try $0 + look(in: $1) }
    #expect(looked > 100, "only \(looked) empty rungs were met")
  }

  @Test(
    "CONSOLE-17 An order has one state wherever it is told: list, ladder, explanation, its lot's")
  func oneState() throws {
    let confirmed = try (0..<8).reduce(0) { try $0 + compareStates(in: $1) }
    #expect(confirmed > 10, "only \(confirmed) confirmed orders were met")
  }

  /// Compares what is told of every order, now and then in a world. Returns how many are confirmed.
  private func compareStates(in seed: UInt64) throws -> Int {
    let wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    var (confirmed, moves) = (0, 0)
    while world.advance() {
      moves += 1
      guard moves % 101 == 0 else { continue }
      for item in world.snapshot().ladderItems {
        guard case .order(let id, let lot) = item.subject else { continue }
        var frame = LadderFrame(topTicks: item.price.ticks, rows: 1, ticksPerRow: 1)
        frame.explaining = item.target
        let snapshot = world.snapshot(frame)
        let cells = item.side == .buy ? snapshot.ladder[0].buys : snapshot.ladder[0].sells
        #expect(cells.contains { $0.kind == item.kind && $0.state == item.state })
        if case .stands(let state, _)? = snapshot.explanation?.verdict {
          #expect(state == item.state)
        }
        confirmed += item.state == .confirmed ? 1 : 0
        guard let lot else { continue }
        frame.explaining = .lot(lot)
        let leg = world.snapshot(frame).explanation?.legs.first { $0.order == id }
        if case .order(let state, _)? = leg?.state { #expect(state == item.state) }
      }
    }
    return confirmed
  }

  /// Looks at the empty rungs of a world at random moments. Returns how many there were.
  private func look(in seed: UInt64) throws -> Int {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    var dice = Dice(seed)
    var looked = 0
    while world.advance() {
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
      guard dice.once(in: 150) else { continue }
      for side in Side.allCases {
        for rung in world.engine.grid.ladder.rungs[side] where rung.order == nil {
          looked += 1
          try check(world.engine, side, rung.price)
        }
      }
    }
    return looked
  }

  private func check(_ engine: Engine, _ side: Side, _ price: Price) throws {
    let explanation = engine.explain(.price(side, price))
    var woken = engine
    var effects = Effects()
    // Only this rung is looked at; another one placed before it would change what it meets.
    woken.changes = Changes()
    woken.changes.name(side, price)
    woken.grid.watch.forgetRungs()
    woken.plan(into: &effects)
    let placed = effects.requests.contains { request in
      if case .place(let order) = request {
        order.side == side && order.limit == price
      } else {
        false
      }
    }
    switch explanation.verdict {
    case .wouldBePlaced: #expect(placed, "\(side) \(price.ticks) was not placed")
    case .held(.market, let reason):
      #expect(!placed && reason.code == woken.market.block?.reason.code)
    case .held(_, let reason):
      #expect(!placed, "\(side) \(price.ticks) was placed in spite of \(reason.code.name)")
      let place = try #require(woken.grid.ladder.index(side, price))
      #expect(woken.grid.ladder.rungs[side][place].reason == reason)
    case .stands, .waits, .idle, .notWanted, .covers, .notOurs, .gone:
      Issue.record("an empty rung is said to be \(explanation.verdict)")
    }
  }

  @Test("CONSOLE-09 EXIT-11 What is said of a lot's exits is what is done when it is looked at")
  func lotExits() throws {
    var met: [ExitGap: Int] = [:]
    for seed in 0..<12 as Range<UInt64> {
      var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
      var settings = wild.run
      settings.engine.exits.stop.place = .away(BasisPoints(hundredths: 1_000 + 500 * Int64(seed)))
      settings.engine.exits.stop.venueShare = BasisPoints(hundredths: 500_000)
      settings.engine.exits.runner.isEnabled = seed % 3 == 0
      settings.engine.exits.closing.isBoosted = seed % 5 == 4
      // An amount near the venue's minimum is refused, since its stops would be worth less.
      if case .notional = settings.engine.grid.size { settings.engine.grid.size = .steps(12) }
      let tape = try WildMarket.tape(wild.market, seed: seed)
      var world = try DryRun(tape: tape, settings: settings)
      var dice = Dice(seed)
      while world.advance() {
        if let command = wild.command(near: world.engine.mid) { world.perform(command) }
        guard dice.once(in: 5) else { continue }
        for lot in world.engine.books.lots.inOrder { try check(world.engine, lot: lot, &met) }
      }
    }
    #expect(met.count >= 5 && met.values.reduce(0, +) > 200, "\(met)")
  }

  private func check(_ engine: Engine, lot: Int32, _ met: inout [ExitGap: Int]) throws {
    let id = engine.books.lots[lot].id
    let legs = engine.explain(.lot(id)).legs
    var woken = engine
    var effects = Effects()
    woken.judgeMarket()
    // Only this lot is looked at; another one's exits would change what it meets.
    woken.changes = Changes()
    woken.changes.lots.append(lot)
    woken.exits.watch = ExitWatch()
    _ = woken.exits.watch.look(seesMarket: woken.tradingBlock == nil)
    woken.coverLots(into: &effects)
    var placed: [Purpose] = []
    for case .place(let order) in effects.requests where order.id.subject == id.value {
      placed += [order.id.purpose].compactMap(\.self)
    }
    for leg in legs {
      guard case .missing(let gap) = leg.state else { continue }
      met[gap, default: 0] += 1
      // A stop that goes off, or a close that begins, comes before a take-profit.
      if placed.contains(.stopLoss), leg.purpose != .stopLoss { continue }
      guard woken.books.lots[lot].closing == engine.books.lots[lot].closing else { continue }
      switch gap {
      case .due:
        // One that went off may have to wait for an order of ours, or for room.
        let isOff = leg.purpose == .stopLoss && woken.books.lots[lot].stop.isTriggered
        #expect(isOff || placed.contains(leg.purpose), "lot \(id.value) \(leg)")
      case .closing, .stopFired:
        // Those go out when their moment comes.
        if leg.until != nil { #expect(!placed.contains(leg.purpose), "lot \(id.value) \(leg)") }
      case .notSet, .rangeUnknown, .runner, .excess, .held, .flattening, .awaitsPosition, .unseen,
        .markStale, .watched, .together, .refused, .waitsToRest, .tooSmall, .ownOrder, .noRoom:
        // A refused take-profit takes where the market is at its price.
        let takes = gap == .refused && leg.purpose == .takeProfit
        #expect(takes || !placed.contains(leg.purpose), "lot \(id.value) \(leg)")
      }
    }
  }

  @Test(
    "CONSOLE-09 GRID-01 What is said to go out with the next look has gone out: nothing waits so",
    arguments: 0..<16)
  func nothingWaitsForALook(seed: UInt64) throws {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.run.engine.grid.rearm = GridSettings.Rearm.allCases[Int(seed) % 3]
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    while world.advance() {
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
      let engine = world.engine
      // What it wants to be woken for this very moment is under way.
      guard engine.nextDeadline > engine.time else { continue }
      for side in Side.allCases {
        for rung in engine.grid.ladder.rungs[side] where rung.order == nil {
          let said = engine.explain(.price(side, rung.price)).verdict
          #expect(
            said != .wouldBePlaced,
            "seed \(seed), \(side) \(rung.price.ticks), \(rung.reason.code.name)")
          let shown = engine.snapshot().grid.rungs.first {
            $0.side == side && $0.price == rung.price
          }
          if case .held(_, let reason) = said { #expect(shown?.reason == reason) }
        }
      }
    }
  }

  @Test(
    "CONSOLE-09 Explaining changes nothing, and the gates come in the order they are asked",
    arguments: 0..<2)
  func readOnly(seed: UInt64) throws {
    let wild = WildSettings(seed: seed, latency: true)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var world = try DryRun(tape: tape, settings: wild.run)
    var dice = Dice(seed)
    while world.advance() {
      guard dice.once(in: 400), let mark = world.engine.mid else { continue }
      let before = world.stateHash
      let snapshot = world.engine.snapshot()
      for open in snapshot.pendingOpens {
        let explanation = world.engine.explain(.order(open.id))
        #expect(explanation.verdict == .stands(open.state, open.reason))
      }
      for lot in snapshot.lots {
        #expect(
          world.engine.explain(.lot(lot.id)).verdict
            == .covers(covered: lot.covered, naked: lot.open - lot.covered))
      }
      let gates = world.engine.explain(.price(.buy, mark)).gates.map(\.gate.rawValue)
      #expect(gates == gates.sorted())
      #expect(world.stateHash == before)
    }
  }
}
