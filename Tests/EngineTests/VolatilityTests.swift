import Market
import Testing
import Venue

@testable import Engine

@Suite("Volatility")
struct VolatilityTests {
  private static let second: Int64 = 1_000_000_000

  /// A desk whose spacing is what it says plus what the market's swings add.
  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    try Desk {
      $0.grid.volatility.isEnabled = true
      $0.grid.spacing = .ticks(100)
      $0.grid.recentreHundredths = 10_000
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  /// The mid goes to and fro between two prices, a second each, for so many minutes.
  private func swing(_ desk: inout Desk, _ low: Int64, _ high: Int64, minutes: Int64) {
    for second in 0..<minutes * 60 {
      let mid = second % 2 == 0 ? low : high
      desk.time = (desk.time / Self.second + 1) * Self.second - 1_000_000
      desk.book(mid - 1, mid + 1)
    }
  }

  @Test("GRID-04 Spacing is base + half the average true range + 2.5 deviations of the returns")
  func formula() throws {
    var range = try desk { $0.grid.volatility.deviationWeightHundredths = 0 }
    range.book(99_999, 100_001)
    #expect(range.snapshot.grid.buySpacingTicks == 100)
    swing(&range, 99_960, 100_040, minutes: 3)
    #expect(range.snapshot.grid.volatility.averageTrueRangeTicks == 80)
    #expect(range.snapshot.grid.buySpacingTicks == 140)
    #expect(range.snapshot.grid.sellSpacingTicks == 140)

    var deviation = try desk { $0.grid.volatility.atrWeightHundredths = 0 }
    deviation.book(99_999, 100_001)
    swing(&deviation, 99_960, 100_040, minutes: 3)
    let measured = try #require(deviation.snapshot.grid.volatility.deviation)
    #expect((795...801).contains(measured.hundredths), "the first return was half of the others")
    let spacing = deviation.snapshot.grid.buySpacingTicks
    #expect((297...300).contains(spacing), "100 + 2.5 × 8 bps of 100,000")
  }

  @Test("GRID-04 Fourteen bars of a minute make the range: an older one is forgotten")
  func bars() throws {
    var desk = try desk { $0.grid.volatility.deviationWeightHundredths = 0 }
    swing(&desk, 99_900, 100_100, minutes: 4)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 200)
    swing(&desk, 99_995, 100_005, minutes: 10)
    let mixed = try #require(desk.snapshot.grid.volatility.averageTrueRangeTicks)
    #expect((20...100).contains(mixed))
    swing(&desk, 99_995, 100_005, minutes: 6)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 10)
  }

  @Test("GRID-04 A return counts half after the half-life")
  func halfLife() throws {
    var desk = try desk { $0.grid.volatility.gapNanoseconds = 3_600 * Self.second }
    swing(&desk, 99_000, 101_000, minutes: 60)
    let before = try #require(desk.engine.market.volatility.deviation)
    swing(&desk, 101_000, 101_000, minutes: 5)
    let after = try #require(desk.engine.market.volatility.deviation)
    #expect(abs(after * after / (before * before) - 0.5) < 0.01)
  }

  @Test("GRID-04 A silence is seconds of no return, and costs the same as if they were told")
  func silence() throws {
    var told = try desk()
    var silent = try desk()
    for _ in 0..<2 {
      swing(&told, 99_900, 100_100, minutes: 1)
      swing(&silent, 99_900, 100_100, minutes: 1)
      for _ in 0..<8 {
        told.time += Self.second
        told.book(100_099, 100_101)
      }
      silent.time = told.time - 1_000_000
      silent.book(100_099, 100_101)
    }
    let (left, right) = (
      told.engine.market.volatility.deviation, silent.engine.market.volatility.deviation
    )
    #expect(abs(try #require(left) - (try #require(right))) < 1e-12)
  }

  @Test("GRID-04 What price did in a gap is not measured", arguments: [true, false])
  func gap(isTold: Bool) throws {
    var desk = try desk()
    swing(&desk, 99_990, 100_010, minutes: 5)
    let before = desk.snapshot.grid.volatility
    desk.time += (isTold ? 2 : 600) * Self.second
    if isTold { desk.update([.gap(nanoseconds: 2_000_000_000)], kinds: .gap) }
    desk.book(149_999, 150_001)
    swing(&desk, 149_990, 150_010, minutes: 2)
    let after = desk.snapshot.grid.volatility
    #expect(try #require(after.averageTrueRangeTicks) <= before.averageTrueRangeTicks ?? 0)
    #expect(try #require(after.deviation) <= before.deviation ?? .zero)
  }

  @Test("GRID-04 A part of a bar is no bar: neither the first one nor one with a gap in it")
  func fragments() throws {
    var desk = try desk { $0.grid.volatility.deviationWeightHundredths = 0 }
    desk.time = 50 * Self.second
    swing(&desk, 99_990, 100_010, minutes: 1)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == nil, "a part of ten seconds")
    swing(&desk, 99_900, 100_100, minutes: 1)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 200)

    desk.update([.gap(nanoseconds: 2_000_000_000)], kinds: .gap)
    swing(&desk, 99_999, 100_001, minutes: 1)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 200, "what is left of a bar")
    swing(&desk, 99_999, 100_001, minutes: 1)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 101, "(200 + 2) / 2")
  }

  @Test("GRID-04 Bars in which no book came are bars without a range")
  func silentBars() throws {
    var desk = try desk {
      $0.grid.volatility.deviationWeightHundredths = 0
      $0.grid.volatility.gapNanoseconds = 600 * Self.second
    }
    desk.time = 60 * Self.second - 1_000_000
    desk.book(99_899, 99_901)
    swing(&desk, 99_900, 100_100, minutes: 1)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 200)
    desk.time += 185 * Self.second
    desk.book(99_999, 100_001)
    let after = desk.snapshot.grid.volatility.averageTrueRangeTicks
    #expect(after == 100, "two bars of 200 and two of 0")
  }

  @Test("GRID-04 A crossed or one-sided book is no mid")
  func crossed() throws {
    var desk = try desk()
    swing(&desk, 99_990, 100_010, minutes: 2)
    desk.time += Self.second
    desk.book(200_000, 100_001)
    desk.time += Self.second
    desk.book(0, 100_001)
    desk.time += Self.second
    swing(&desk, 99_990, 100_010, minutes: 2)
    #expect(try #require(desk.snapshot.grid.volatility.averageTrueRangeTicks) <= 20)
  }

  @Test("GRID-04 A new spacing takes effect only when it differs by a tenth from the one in force")
  func hysteresis() throws {
    var desk = try desk { $0.grid.volatility.deviationWeightHundredths = 0 }
    desk.book(99_999, 100_001)
    swing(&desk, 99_991, 100_009, minutes: 3)
    #expect(desk.snapshot.grid.volatility.averageTrueRangeTicks == 18)
    #expect(desk.snapshot.grid.buySpacingTicks == 100, "109 is too near")
    swing(&desk, 99_989, 100_011, minutes: 20)
    #expect(desk.snapshot.grid.buySpacingTicks == 110)
    #expect(desk.snapshot.grid.rungs[0].price == Price(ticks: 99_880), "on the new levels")
  }

  @Test("GRID-05 The cap holds the swings, a floor goes before it; both are shown")
  func capAndFloor() throws {
    var capped = try desk { $0.grid.volatility.maximumSpacing = .ticks(120) }
    swing(&capped, 99_900, 100_100, minutes: 3)
    #expect(capped.snapshot.grid.buySpacingTicks == 120)
    #expect(capped.snapshot.grid.volatility.isCapped)

    var floored = try desk {
      $0.grid.volatility.maximumSpacing = .ticks(120)
      $0.grid.floorBasisPoints = BasisPoints(hundredths: 5_000)
    }
    swing(&floored, 99_900, 100_100, minutes: 3)
    let grid = floored.snapshot.grid
    #expect((500...501).contains(grid.buySpacingTicks))
    #expect(grid.activeFloor == .basisPoints && !grid.volatility.isCapped)
    #expect(grid.floorCounts[Int(SpacingFloor.basisPoints.rawValue)] > 0)
  }

  @Test("GRID-04 Where no setting needs it nothing is measured")
  func inactive() throws {
    var desk = try Desk()
    swing(&desk, 99_900, 100_100, minutes: 3)
    #expect(desk.snapshot.grid.volatility == VolatilityView())
  }

  @Test("GRID-04 Halving comes out right for any half-life", arguments: [1, 2, 7, 300, 86_400])
  func halving(count: Int64) {
    #expect(abs(WholePower.of(WholePower.halving(after: count), count) - 0.5) < 1e-12)
  }
}
