import Market
import Testing
import Venue

@testable import Engine

/// The order that takes the place of one that filled in part fills into the lot of that one, while it
/// may grow.
@Suite("Going on with a lot")
struct GoingOnTests {
  /// A desk whose rung at 1020 was the second, of ten, and becomes the first, of five, as the market
  /// moves: its order is replaced.
  private func desk(
    minimumNotional: Int64 = 0, hasStops: Bool = false,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    if hasStops { capabilities.triggerReferences = [.mark] }
    return try Desk.standing(minimumNotional: minimumNotional, capabilities: capabilities) {
      $0.grid.sizeCurve = .linear
      $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
      $0.orders.resizeTolerance = .zero
      $0.orders.amend = false
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      if hasStops { $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000)) }
      change(&$0)
    }
  }

  /// What the open lots add up to.
  private func sum(_ desk: Desk) -> Int64 {
    desk.snapshot.lots.reduce(0) { $0 + $1.side.sign * $1.open.steps }
  }

  /// The number of the sell that was sent last to a price.
  private func newestSell(_ price: Int64, _ desk: Desk) throws -> UInt64 {
    let found = desk.placed.filter { $0.value.side == .sell && $0.value.limit?.ticks == price }
    return try #require(found.keys.max())
  }

  @Test("EXIT-01 What fills at a slot that dust was left of has a lot and an exit of its own")
  func afterDust() throws {
    var desk = try desk(minimumNotional: 3_000) {
      $0.exits.takeProfit = .away(.ticks(200))
      $0.grid.rearm = .exitAccepted
    }
    desk.fill(4, 10)
    desk.accept(5)
    let second = try newestSell(1_020, desk)
    #expect(second > 5, "once the exit of the first lot stands the rung is back")
    desk.accept(second)
    #expect(desk.fill(second, 2).isEmpty, "two at 820 are too little for an exit")
    #expect(desk.book(1_010, 1_012).contains("-\(second)"))
    desk.cancelled(second)
    #expect(desk.snapshot.lots.last?.isDust == true)
    let third = try newestSell(1_020, desk)
    #expect(third > second)
    desk.accept(third)
    // Another lot of the side takes the dust in.
    let other = try newestSell(1_030, desk)
    desk.accept(other)
    desk.fill(other, 10)
    #expect(desk.snapshot.lots.map(\.open.steps) == [10, 12])
    let words = desk.fill(third, 5)
    #expect(words.contains { $0.hasSuffix("buy 5@820 reduce") }, "its exit leaves at once")
    #expect(desk.snapshot.lots.map(\.open.steps) == [10, 12, 5])
    #expect(sum(desk) == desk.engine.position.steps)
  }

  @Test("EXIT-01 GRID-03 What an attempt fills after it left dust has an exit of its own")
  func attemptAfterDust() throws {
    var desk = try AttemptTests.cycle(minimumNotional: 3_000) { $0.grid.direction = .long }
    #expect(desk.book(999, 1_001) == ["+1 buy 5@998"])
    desk.accept(1)
    #expect(desk.fill(1, 1).isEmpty, "one is too little for an exit")
    desk.book(1_004, 1_006)
    #expect(desk.pass(milliseconds: 400) == ["-1"])
    #expect(desk.cancelled(1) == ["+2 buy 4@1003"])
    desk.accept(2)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 990))) == ["+3 buy 5@990"])
    desk.accept(3)
    desk.fill(3, 5)
    #expect(desk.snapshot.lots.map(\.open.steps) == [6], "it takes the dust in")
    let words = desk.fill(2, 4)
    #expect(words.contains { $0.hasSuffix("sell 4@1013 reduce") })
    #expect(desk.snapshot.lots.map(\.open.steps) == [6, 4])
    #expect(sum(desk) == desk.engine.position.steps)
  }

  @Test("EXIT-06 EXIT-01 What fills at a slot goes to its own lot, not to an excess there")
  func besideExcess() throws {
    var desk = try desk(hasStops: true)
    #expect(desk.fill(1, 5).count >= 2)
    desk.accept(5, 6)
    desk.fill(4, 2)
    desk.accept(7, 8)
    #expect(desk.book(1_010, 1_012).contains("-4"))
    // The take-profit closes the buy's lot, and its stop fills all the same, at the slot.
    desk.fill(6, 5)
    desk.say(.filled(desk.makeFill(5, 5, at: 1_020)))
    #expect(desk.snapshot.lots.map(\.isExcess) == [false, true])
    desk.cancelled(4)
    desk.command(.clearBreaker)
    let next = try newestSell(1_020, desk)
    #expect(desk.placed[next]?.quantity.steps == 3, "the five that the rung wants less two")
    desk.accept(next)
    #expect(desk.fill(next, 3).contains { $0.contains("buy 3@") }, "its exit leaves at once")
    #expect(desk.snapshot.lots.map(\.open.steps) == [5, 5])
    #expect(desk.snapshot.lots.map(\.isExcess) == [false, true])
  }
}
