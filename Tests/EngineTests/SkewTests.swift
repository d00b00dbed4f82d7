import Market
import Testing
import Venue

@testable import Engine

@Suite("Skew")
struct SkewTests {
  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    try Desk {
      $0.grid.skew.isEnabled = true
      $0.grid.size = .steps(10)
      $0.grid.recentreHundredths = 1_000
      $0.exits.takeProfit = .away(.ticks(500))
      $0.risk.maximumPosition = amount(50)
      change(&$0)
    }
  }

  private func sizes(_ desk: Desk, _ side: Side) -> [Int64] {
    desk.snapshot.grid.rungs.filter { $0.side == side }.map(\.quantity.steps)
  }

  private func prices(_ desk: Desk, _ side: Side) -> [Int64] {
    desk.snapshot.grid.rungs.filter { $0.side == side }.map(\.price.ticks)
  }

  @Test("GRID-07 The side that would add to the position gets sizes × (1 − skew)")
  func sizes() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    #expect(sizes(desk, .buy) == [10, 10])
    desk.fill(1, 10)
    #expect(sizes(desk, .buy) == [8, 8], "a fifth of the maximum is held")
    #expect(sizes(desk, .sell) == [10, 10])
    #expect(desk.snapshot.risk.skew == BasisPoints(hundredths: 200_000))
    #expect(desk.snapshot.risk.heavySide == .buy)
  }

  @Test("GRID-07 Its rungs lie k × skew further out; the other side's stay")
  func offset() throws {
    var desk = try desk { $0.grid.skew.offsetHundredths = 200 }
    desk.book(999, 1_001)
    desk.fill(3, 10)
    #expect(prices(desk, .sell) == [1_014, 1_024], "two spacings × a fifth")
    #expect(prices(desk, .buy) == [990, 980])
  }

  @Test("GRID-07 CONSOLE-09 A rung tells how far the skew moved it, and its side's tightening")
  func told() throws {
    var desk = try desk {
      $0.grid.skew.offsetHundredths = 200
      $0.grid.tighteningSlope = 80
    }
    desk.book(999, 1_001)
    desk.fill(3, 10)
    desk.book(1_002, 1_004)
    let facts = { (side: Side) -> [Explanation.Fact] in
      desk.engine.gridFacts(side).filter { $0.code == .shift || $0.code == .tightened }
    }
    #expect(facts(.sell) == [Explanation.Fact(.shift, 4, .ticks)])
    #expect(facts(.buy) == [Explanation.Fact(.tightened, 24, .percent)])
  }

  @Test("GRID-07 At the largest ratio only reducing rungs stay, and they come back under it")
  func limit() throws {
    var desk = try desk {
      $0.grid.levels = 3
      $0.grid.skew.maximumRatio = BasisPoints(hundredths: 400_000)
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4, 5, 6)
    desk.fill(1, 10)
    #expect(desk.fill(2, 10).contains("-3"), "the last buy is pulled")
    desk.cancelled(3)
    let last = desk.snapshot.grid.rungs[2]
    #expect(last.reason == Reason(.skewAboveLimit, value: 400_000, limit: 400_000))
    #expect(desk.snapshot.pendingOpens.allSatisfy { $0.side == .sell }, "they reduce")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    let back = desk.fill(4, 10)
    #expect(back.contains { $0.hasSuffix("buy 8@970") }, "a fifth is left: \(back)")
  }

  @Test("GRID-07 A working rung of the heavy side is pulled at the largest ratio")
  func pulled() throws {
    var desk = try desk { $0.grid.skew.maximumRatio = BasisPoints(hundredths: 200_000) }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.fill(1, 10).contains("-2"))
  }

  @Test("GRID-07 Skew is off by default and needs a maximum position")
  func off() throws {
    var desk = try Desk { $0.risk.maximumPosition = amount(50) }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    #expect(sizes(desk, .buy) == [5, 5])
    #expect(throws: ParameterError.self) { _ = try Desk { $0.grid.skew.isEnabled = true } }
  }
}
