import Market
import Testing
import Venue

@testable import Engine

@Suite("Grid arithmetic")
struct GridMathTests {
  private func grid(_ change: (inout GridSettings) -> Void) -> GridSettings {
    var grid = Desk.settings.grid
    change(&grid)
    return grid
  }

  @Test(
    "GRID-05 Each floor holds the spacing, is counted and named", arguments: SpacingFloor.allCases)
  func floors(floor: SpacingFloor) {
    let grid = grid {
      $0.spacing = .ticks(2)
      $0.floorTicks = floor == .ticks ? 4 : 0
      if floor == .basisPoints { $0.floorBasisPoints = BasisPoints(hundredths: 500) }
      if floor == .totalWidth { $0.floorWidth = BasisPoints(hundredths: 10_000) }
      if floor == .shareOfBase { $0.floorShareOfBase = BasisPoints(hundredths: 1_000_000) }
    }
    let rule = SpacingRule(grid: grid)
    var counts = [0, 0, 0, 0]
    let anchor = Price(ticks: 10_000)
    var spacing = rule.base(at: anchor, inForce: nil, counts: &counts)
    if floor == .shareOfBase {
      spacing = rule.tightened(spacing, at: anchor, reducing: .sell, by: 40, counts: &counts)
    }
    let expected: [Int64] = [4, 5, 2, 25]
    #expect(spacing.sides.sell == expected[Int(floor.rawValue)])
    #expect(spacing.floor == floor)
    #expect(counts[Int(floor.rawValue)] == 1)
    #expect(counts.reduce(0, +) == 1)
  }

  @Test("GRID-04 A new spacing takes effect only when it differs by a tenth")
  func hysteresis() {
    let rule = SpacingRule(
      grid: grid { $0.spacing = .basisPoints(BasisPoints(hundredths: 10_000)) })
    var counts = [0, 0, 0, 0]
    #expect(rule.base(at: Price(ticks: 10_900), inForce: 100, counts: &counts).base == 100)
    #expect(rule.base(at: Price(ticks: 11_000), inForce: 100, counts: &counts).base == 110)
  }

  @Test(
    "GRID-05 Tightening that the ladder's own moves never let begin is told before any market",
    arguments: [(10, true), (12, true), (13, false), (50, false)])
  func idleTightening(basisPoints: Int64, isIdle: Bool) {
    let grid = grid {
      $0.spacing = .basisPoints(BasisPoints(hundredths: 100 * basisPoints))
      $0.floorBasisPoints = .zero
      $0.floorWidth = .zero
      $0.tighteningSlope = 8  // The first hundredth is given up 12.5 bps from the anchor.
      $0.anchoring = .full
      $0.recentreHundredths = 100
    }
    #expect((grid.idleTightening?.code == .tighteningIdle) == isIdle)
  }

  @Test(
    "GRID-05 A tightening that never begins is said in the log, one that can is not",
    arguments: [true, false])
  func idleInTheLog(isIdle: Bool) throws {
    var desk = try Desk {
      $0.grid.tighteningSlope = 1  // The first hundredth is given up ten ticks from the anchor.
      $0.grid.recentreHundredths = isIdle ? 100 : 10_000
    }
    desk.book(999, 1_001)
    #expect(
      desk.snapshot.log.contains { $0.reason?.code == .tighteningIdle }
        == isIdle)
  }

  @Test("GRID-05 Loss drift tightens only the reducing side, by slope, to its cap")
  func tightening() {
    let tightening = Tightening(grid: grid { $0.tighteningSlope = 8 })
    let anchor = Price(ticks: 80_000)
    #expect(tightening.hundredths(anchor: anchor, mid2: 160_000, side: .buy) == 0)
    #expect(tightening.hundredths(anchor: anchor, mid2: 158_000, side: .buy) == 10, "1.25 % down")
    #expect(tightening.hundredths(anchor: anchor, mid2: 158_000, side: .sell) == 0)
    #expect(tightening.hundredths(anchor: anchor, mid2: 162_000, side: .sell) == 10)
    #expect(tightening.hundredths(anchor: anchor, mid2: 120_000, side: .buy) == 40)
    #expect(tightening.hundredths(anchor: anchor, mid2: 120_000, side: nil) == 0)
  }

  @Test("The tightening's band is exactly where it stays the same", arguments: [Side.buy, .sell])
  func band(side: Side) {
    let tightening = Tightening(grid: grid { $0.tighteningSlope = 80 })
    let anchor = Price(ticks: 24_000)
    for mid2 in 43_000...53_000 as ClosedRange<Int64> {
      let now = tightening.hundredths(anchor: anchor, mid2: mid2, side: side)
      let band = tightening.band(anchor: anchor, mid2: mid2, side: side)
      #expect(band.contains(mid2))
      for edge in [band.lowerBound, band.upperBound] where edge != .min && edge != .max {
        #expect(tightening.hundredths(anchor: anchor, mid2: edge, side: side) == now)
      }
      if band.lowerBound != .min {
        let below = tightening.hundredths(anchor: anchor, mid2: band.lowerBound - 1, side: side)
        #expect(below != now)
      }
    }
  }

  @Test("GRID-05 The floor that held a tightened side is no longer in force when that is over")
  func tightenedFloor() {
    let rule = SpacingRule(
      grid: grid {
        $0.spacing = .ticks(10)
        $0.floorTicks = 8
      })
    var counts = [0, 0, 0, 0]
    let anchor = Price(ticks: 10_000)
    let base = rule.base(at: anchor, inForce: nil, counts: &counts)
    #expect(base.floor == nil)
    let tight = rule.tightened(base, at: anchor, reducing: .sell, by: 40, counts: &counts)
    #expect(tight.sides.sell == 8 && tight.floor == .ticks)
    let loose = rule.tightened(tight, at: anchor, reducing: .sell, by: 10, counts: &counts)
    #expect(loose.sides.sell == 9 && loose.floor == nil)
    #expect(rule.tightened(tight, at: anchor, reducing: nil, by: 0, counts: &counts) == base)
  }

  @Test("GRID-05 The tightening of an old anchor is gone at a new one")
  func tighteningMoves() throws {
    var desk = try Desk {
      $0.grid.tighteningSlope = 80
      $0.grid.recentreHundredths = 200
      $0.grid.spacing = .ticks(100)
    }
    desk.book(9_999, 10_001)
    desk.fill(1, 5)
    desk.book(9_799, 9_801)
    #expect(desk.snapshot.grid.anchor == Price(ticks: 9_800))
    #expect(desk.snapshot.grid.sellSpacingTicks == 100)
    desk.book(9_774, 9_776)
    #expect(desk.snapshot.grid.sellSpacingTicks == 80, "a quarter of a percent × 80")
    #expect(desk.snapshot.grid.buySpacingTicks == 100)
  }

  @Test("GRID-02 Arithmetic rungs lie on one grid wherever the anchor is")
  func snap() {
    var levels = GridLevels(grid { $0.spacing = .ticks(20) })
    var counts = [0, 0, 0, 0]
    for mid in 900...1_100 as ClosedRange<Int64> {
      _ = levels.move(to: 2 * mid, counts: &counts)
      let anchor = levels.anchor?.ticks ?? 0
      #expect(anchor % 20 == 0)
      #expect(abs(anchor - mid) <= 10)
      #expect(levels.price(.buy, level: 3)?.ticks == anchor - 60)
      #expect(levels.price(.sell, level: 3)?.ticks == anchor + 60)
    }
  }

  @Test("GRID-02 Geometric rungs keep their prices when the anchor moves, and never coincide")
  func geometric() throws {
    var levels = GridLevels(
      grid {
        $0.spacing = .basisPoints(BasisPoints(hundredths: 3_000))
        $0.progression = .geometric
      })
    var counts = [0, 0, 0, 0]
    var seen: Set<Int64> = []
    for mid in stride(from: 100_000, through: 103_000, by: 100) as StrideThrough<Int64> {
      _ = levels.move(to: 2 * mid, counts: &counts)
      let prices = (1...5).compactMap { levels.price(.buy, level: $0)?.ticks }
      #expect(prices == prices.sorted(by: >) && Set(prices).count == 5)
      #expect(abs((levels.anchor?.ticks ?? 0) - mid) <= 160)
      seen.formUnion(prices)
    }
    #expect(seen.count <= 16, "one grid: \(seen.sorted())")
  }

  @Test("GRID-05 Geometric rungs keep their floor however far the price falls, and their prices")
  func geometricFloor() {
    var levels = GridLevels(
      grid {
        $0.levels = 10
        $0.spacing = .basisPoints(BasisPoints(hundredths: 500))
        $0.floorBasisPoints = BasisPoints(hundredths: 1_000)
        $0.progression = .geometric
      })
    var counts = [0, 0, 0, 0]
    var seen: Set<Int64> = []
    for mid in stride(from: 100_000, through: 60_000, by: -7) as StrideThrough<Int64> {
      _ = levels.move(to: 2 * mid, counts: &counts)
      #expect(!levels.mustRespace(mid2: 2 * mid))
      let prices = (1...10).compactMap { levels.price(.buy, level: $0)?.ticks }
      for (near, far) in zip(prices, prices.dropFirst()) {
        // Each may be snapped by less than a tick.
        #expect((near - far + 1) * 1_000 >= far, "\(near) and \(far) at \(mid)")
      }
      seen.formUnion(prices)
    }
    #expect((505...530).contains(seen.count), "one grid: ln(100/60) ÷ ln 1.001, and ten")
  }

  @Test("GRID-02 A geometric ladder that wants ticks is begun anew where price has gone a tenth")
  func geometricTicks() {
    var levels = GridLevels(
      grid {
        $0.spacing = .ticks(20)
        $0.progression = .geometric
      })
    var counts = [0, 0, 0, 0]
    var begun: Set<Double> = []
    for mid in stride(from: 10_000, through: 5_000, by: -3) as StrideThrough<Int64> {
      _ = levels.move(to: 2 * mid, counts: &counts)
      let anchor = levels.anchor?.ticks ?? 0
      let next = levels.price(.sell, level: 1)?.ticks ?? 0
      #expect((18...23).contains(next - anchor), "\(next) from \(anchor)")
      begun.insert(levels.ratio)
    }
    #expect((6...8).contains(begun.count))
  }

  @Test("GRID-05 Far below the anchor geometric rungs stay three ticks apart, at lasting prices")
  func geometricTicksFloor() throws {
    var desk = try Desk {
      $0.grid.levels = 200
      $0.grid.spacing = .ticks(3)
      $0.grid.floorTicks = 3
      $0.grid.progression = .geometric
    }
    var seen: Set<Int64> = []
    for mid in [1_000, 1_004, 997, 1_001] as [Int64] {
      desk.book(mid - 1, mid + 1)
      for side in Side.allCases {
        let prices = desk.snapshot.grid.rungs.filter { $0.side == side }.map(\.price.ticks)
        #expect(prices.count > 100)
        for (near, far) in zip(prices, prices.dropFirst()) { #expect(abs(near - far) >= 3) }
        seen.formUnion(prices.filter { $0 < 900 })
      }
    }
    #expect(seen.allSatisfy { $0 % 3 == 0 })
  }

  @Test("GRID-02 A geometric grid is found at once, however fine it is and far the price")
  func geometricFar() {
    var levels = GridLevels(
      grid {
        $0.spacing = .ticks(1)
        $0.progression = .geometric
      })
    var counts = [0, 0, 0, 0]
    for mid in [1_000_000_000_000, 1_500_000_000_000, 400_000_000_000, 3, 1] as [Int64] {
      _ = levels.move(to: 2 * mid, counts: &counts)
      let anchor = levels.anchor?.ticks ?? 0
      #expect(abs(anchor - mid) <= 2, "\(anchor), not \(mid)")
    }
  }

  @Test("GRID-02 Near zero a ladder has as many buys as there are prices", arguments: 1...50)
  func lowPrices(mid: Int64) throws {
    for progression in GridSettings.Progression.allCases {
      var desk = try Desk {
        $0.grid.levels = 8
        $0.grid.spacing = .ticks(3)
        $0.grid.progression = progression
      }
      desk.book(mid, mid + 2)
      let rungs = desk.snapshot.grid.rungs
      for side in Side.allCases {
        let prices = rungs.filter { $0.side == side }.map(\.price.ticks)
        #expect(Set(prices).count == prices.count)
        #expect(prices.allSatisfy { $0 > 0 })
      }
    }
  }
}
