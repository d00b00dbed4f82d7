import Market
import Testing
import Venue

@testable import Engine

/// Which keys of fills are in memory, and who answers for those that are not.
@Suite("Keys of fills")
struct FillKeysTests {
  private static let day: Int64 = 86_400_000_000_000

  private func fill(_ number: UInt64, at nanoseconds: Int64, _ steps: Int64 = 1) -> Fill {
    Fill(
      id: FillID(mixed(number) >> 1), order: .foreign(7), side: number % 2 == 0 ? .buy : .sell,
      price: Price(ticks: 1_000), quantity: Quantity(steps: steps), fee: .zero, liquidity: .maker,
      time: Instant(nanoseconds: nanoseconds))
  }

  private func apply(_ input: Input, to engine: inout Engine, at nanoseconds: Int64) {
    var effects = Effects()
    engine.apply(input, at: Instant(nanoseconds: nanoseconds), into: &effects)
  }

  /// An engine that has booked 1,200 fills in an hour, as many buys as sells, and the fills.
  private func traded() throws -> (engine: Engine, fills: [Fill]) {
    var desk = try Desk.settled()
    desk.isObliging = true
    let fills = (0..<1_200).map { fill($0, at: desk.time + Int64($0) * 1_000_000_000) }
    for fill in fills {
      desk.time = fill.time.nanoseconds
      desk.say(.filled(fill))
    }
    // A fetch under way keeps its keys, so what was asked before is asked again and answered.
    desk.pass(milliseconds: 60_000)
    return (desk.engine, fills)
  }

  @Test("LEDGER-01 Without an owner that answers for it no key leaves memory, whatever time passes")
  func keptWithoutOwner() throws {
    var (engine, fills) = try traded()
    let later = fills[0].time.nanoseconds + 30 * Self.day
    #expect(engine.fillKeyCount == 1_200)
    for again in fills { apply(.reports([.filled(again)]), to: &engine, at: later) }
    #expect(engine.position == .flat && engine.fillKeyCount == 1_200)
    #expect(fills.allSatisfy { !engine.mayHaveForgotten($0) })
    #expect(engine.counters.fills == 1_200)
  }

  @Test("LEDGER-01 A fill that comes again after three days is booked once: the owner recalls it")
  func recalled() throws {
    var (engine, fills) = try traded()
    let later = fills[0].time.nanoseconds + 3 * Self.day
    apply(.fillsKept(bookedBy: Instant(nanoseconds: later)), to: &engine, at: later)
    #expect(engine.fillKeyCount == 0)
    #expect(fills.allSatisfy { engine.mayHaveForgotten($0) })

    var twin = engine
    apply(.reports([.filled(fills[0])]), to: &twin, at: later)
    #expect(twin.position.steps == 1, "without being recalled it is booked again")

    var unknown = 0
    for again in fills {
      var recalled = RecalledFills()
      recalled.fills = [BookedFill(again)]
      apply(.recalled(recalled), to: &engine, at: later)
      if engine.mayHaveForgotten(again) { unknown += 1 }
      apply(.reports([.filled(again)]), to: &engine, at: later)
    }
    #expect(unknown == 0)
    #expect(engine.position == .flat && engine.counters.fills == 1_200)
    #expect(engine.snapshot().ledger.sources.contradictions == 0)
  }

  @Test("LEDGER-01 A recalled fill that comes again with another size stays as it was, and alarms")
  func contradicted() throws {
    var (engine, fills) = try traded()
    let later = fills[0].time.nanoseconds + 3 * Self.day
    apply(.fillsKept(bookedBy: Instant(nanoseconds: later)), to: &engine, at: later)
    var recalled = RecalledFills()
    recalled.fills = [BookedFill(fills[0])]
    apply(.recalled(recalled), to: &engine, at: later)
    let other = fill(0, at: fills[0].time.nanoseconds, 9)
    apply(.reports([.filled(other)]), to: &engine, at: later)
    #expect(engine.position == .flat)
    #expect(engine.snapshot().control.alarms.contains(.contradictedFill))
  }

  @Test("LEDGER-01 What was booked since the owner's moment, and what is audited, stays in memory")
  func keptSince() throws {
    var (engine, fills) = try traded()
    let soon = fills[0].time.nanoseconds + Self.day / 2
    apply(.fillsKept(bookedBy: Instant(nanoseconds: soon)), to: &engine, at: soon)
    #expect(engine.fillKeyCount == 1_200, "the audit of the day still asks for them")

    let later = fills[0].time.nanoseconds + 3 * Self.day
    apply(.fillsKept(bookedBy: fills[10].time), to: &engine, at: later)
    #expect(engine.fillKeyCount == 1_200)
    #expect(fills.allSatisfy { !engine.mayHaveForgotten($0) })
  }

  @Test("LEDGER-01 Fills that the position at the beginning includes are never forgotten")
  func atAnchor() throws {
    var (engine, fills) = try traded()
    let anchor = try #require(engine.anchor?.time.nanoseconds)
    let older = fill(9_000, at: anchor - 1_000)
    apply(.reports([.filled(older)]), to: &engine, at: fills[1_199].time.nanoseconds)
    let later = fills[0].time.nanoseconds + 3 * Self.day
    apply(.fillsKept(bookedBy: Instant(nanoseconds: later)), to: &engine, at: later)
    #expect(engine.fillKeyCount == 1 && !engine.mayHaveForgotten(older))
  }

  @Test("LEDGER-01 A funding payment that comes again after three days is booked once")
  func funding() throws {
    var desk = try Desk.settled()
    let payment = Funding(time: desk.now, amount: whole(5))
    desk.say(.funded(payment))
    let later = desk.time + 3 * Self.day
    apply(.fillsKept(bookedBy: Instant(nanoseconds: later)), to: &desk.engine, at: later)
    #expect(desk.engine.mayHaveForgotten(payment))
    var recalled = RecalledFills()
    recalled.fundings = [payment.time]
    apply(.recalled(recalled), to: &desk.engine, at: later)
    desk.time = later
    desk.say(.funded(payment))
    #expect(desk.snapshot.account.funding == whole(5))
  }

  /// The model: what was booked, and by when the owner answers for it.
  @Test("LEDGER-01 Whatever is booked is known or is asked about, by seed", arguments: 0..<8)
  func nothingIsLost(seed: UInt64) {
    var random = seed
    func next(_ bound: UInt64) -> Int64 {
      random = mixed(random)
      return Int64(random % bound)
    }
    var keys = FillKeys()
    var booked: [(fill: Fill, at: Int64)] = []
    var now: Int64 = 0
    var kept: Int64 = -1
    for number in 0..<4_000 as Range<UInt64> {
      now += next(1_000)
      // Some fills come late.
      let late = next(10) == 0 ? next(100_000) : next(10)
      let one = fill(number, at: now - late)
      keys.add(one, BookedFill(one).digest | 1, at: Instant(nanoseconds: now))
      booked.append((one, now))
      if next(200) == 0 {
        kept = max(kept, now - next(200_000))
        keys.forget(bookedBy: Instant(nanoseconds: kept), margin: 5)
      }
      if next(50) == 0 {
        let old = booked[Int(next(UInt64(booked.count)))]
        keys.add(recalled: BookedFill(old.fill), at: Instant(nanoseconds: now))
      }
      if next(50) == 0 {
        let old = booked[Int(next(UInt64(booked.count)))].fill
        if let mark = keys.mark(of: old.id) { keys.change(old.id, to: mark | 4) }
      }
    }
    var forgotten = 0
    var (unasked, unanswered, changed) = (0, 0, 0)
    for (fill, at) in booked {
      guard let mark = keys.mark(of: fill.id) else {
        forgotten += 1
        if fill.time > keys.forgottenThrough { unasked += 1 }
        if at > kept { unanswered += 1 }
        continue
      }
      if mark & ~7 != BookedFill(fill).digest { changed += 1 }
    }
    #expect(unasked == 0 && unanswered == 0 && changed == 0, "seed \(seed)")
    #expect(forgotten > 500, "seed \(seed): \(forgotten)")
  }
}
