import Market
import Testing
import Venue

@testable import Engine

/// Venues that tell of fills only what they come to.
@Suite("Totals")
struct TotalsTests {
  private func total(
    _ order: ClientOrderID, _ steps: Int64, worth units: Int64, fee: Int64 = 0, side: Side = .buy,
    at time: Int64 = 1_000_000_000
  ) -> OrderTotal {
    OrderTotal(
      order: order, side: side, quantity: Quantity(steps: steps), value: Money(units: units),
      fee: whole(fee), liquidity: .maker, time: Instant(nanoseconds: time))
  }

  private let order = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 1)

  @Test("LEDGER-03 Totals become deltas: what was told before, late or twice brings nothing")
  func deltas() throws {
    var desk = try Desk.standing()
    let id = desk.id(1)
    var totals = FillTotals()
    func tell(_ steps: Int64, _ units: Int64, _ fee: Int64, from source: FillSource) throws {
      let told = total(id, steps, worth: units, fee: fee, at: desk.time)
      let fills = try totals.fills(of: told)
      if source == .stream {
        for fill in fills { desk.say(.filled(fill)) }
      } else {
        desk.answer(
          .fills(FillPage(since: .distantPast, asOf: desk.now, fills: fills, isLast: true)))
      }
    }
    try tell(2, 1_980, 3, from: .stream)
    #expect(desk.engine.position.steps == 2)
    try tell(2, 1_980, 3, from: .poll)
    try tell(4, 3_960, 7, from: .poll)
    #expect(desk.engine.position.steps == 4)
    try tell(3, 2_970, 5, from: .stream)
    #expect(desk.engine.position.steps == 4, "what comes late is in there")
    try tell(5, 4_950, 8, from: .stream)
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.counters.fills == 3)
    #expect(desk.snapshot.account.fees == whole(8))
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
    #expect(desk.snapshot.lots.map(\.entry.ticks) == [990])
    #expect(!desk.snapshot.pendingOpens.contains { $0.id == id }, "it is wholly filled")
    #expect(desk.snapshot.ledger.sources.contradictions == 0)
  }

  @Test("LEDGER-03 LEDGER-05 An average between ticks makes two fills, worth the same")
  func betweenTicks() throws {
    var totals = FillTotals()
    let fills = try totals.fills(of: total(order, 7, worth: 7 * 990 + 3, fee: 5))
    #expect(fills.map(\.price.ticks) == [990, 991])
    #expect(fills.map(\.quantity.steps) == [4, 3])
    #expect(fills.map(\.fee.rounded.units) == [3, 2], "four sevenths and three of 5")
    #expect(fills.reduce(.zero) { $0 + $1.fee } == whole(5))
    #expect(Set(fills.map(\.id)).count == 2)
    let more = try totals.fills(of: total(order, 8, worth: 7 * 990 + 3 + 980, fee: 4))
    #expect(more.map(\.price.ticks) == [980])
    #expect(more.map(\.fee) == [whole(-1)], "a rebate takes some of it back")
  }

  @Test("LEDGER-03 What was filled before the books began is no news")
  func begins() throws {
    var totals = FillTotals()
    totals.begin(total(order, 3, worth: 2_970, fee: 2))
    #expect(try totals.fills(of: total(order, 3, worth: 2_970, fee: 2)).isEmpty)
    totals.begin(total(order, 1, worth: 990))
    let fills = try totals.fills(of: total(order, 5, worth: 2_970 + 1_960, fee: 2))
    #expect(fills.map(\.quantity.steps) == [2])
    #expect(fills.map(\.price.ticks) == [980])
  }

  @Test(
    "LEDGER-03 A total that can't have come after the last is refused, and nothing is taken of it")
  func contradicts() throws {
    var totals = FillTotals()
    #expect(try totals.fills(of: total(order, 3, worth: 2_970)).count == 1)
    for bad in [
      total(order, 4, worth: 2_970), total(order, 4, worth: 100),
      total(order, 4, worth: 3_960, side: .sell),
    ] {
      #expect(throws: OrderTotalError.contradictsEarlier(order)) { try totals.fills(of: bad) }
    }
    #expect(try totals.fills(of: total(order, 4, worth: 3_955)).map(\.price.ticks) == [985])
  }

  @Test("LEDGER-03 Whatever of it is heard, in whatever order, it adds up", arguments: 0..<50)
  func addsUp(seed: UInt64) throws {
    var state = seed &+ 77
    func draw(_ bound: Int64) -> Int64 {
      var hash = StateHash()
      hash.add(state)
      state = hash.value
      return Int64(state % UInt64(bound))
    }
    var told: [OrderTotal] = []
    var (steps, units, fee) = (Int64(0), Int64(0), Int64(0))
    for _ in 0..<20 {
      let size = 1 + draw(9)
      steps += size
      units += size * (900 + draw(200))
      fee += draw(7) - 2
      told.append(total(order, steps, worth: units, fee: fee))
    }
    // Each is heard by two sources, late or not at all; the last one is heard in the end.
    var heard = told.indices.flatMap { index in
      (0..<Int(draw(3))).map { _ in (at: Int64(index) + draw(8), total: told[index]) }
    }
    heard.sort { $0.at < $1.at }
    var totals = FillTotals()
    var fills: [Fill] = []
    for one in heard.map(\.total) + told.suffix(1) { fills += try totals.fills(of: one) }
    #expect(fills.reduce(0) { $0 + $1.quantity.steps } == steps, "seed \(seed)")
    #expect(
      fills.reduce(0) { $0 + Money($1.price, times: $1.quantity).units } == units, "seed \(seed)")
    #expect(fills.reduce(ExactMoney.zero) { $0 + $1.fee } == whole(fee), "seed \(seed)")
    #expect(Set(fills.map(\.id)).count == fills.count, "seed \(seed)")
  }
}
