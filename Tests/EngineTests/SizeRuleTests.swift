import Market
import Testing
import Venue

@testable import Engine

/// How large each rung is, and which sizes and settings are refused.
@Suite("Sizes of rungs")
struct SizeRuleTests {
  @Test("GRID-02 Sizes follow their curve, floored to steps")
  func sizes() throws {
    func sizes(_ curve: GridSettings.SizeCurve, _ growth: Int64) throws -> [Int64] {
      var settings = Desk.settings
      settings.grid.levels = 4
      settings.grid.sizeCurve = curve
      settings.grid.sizeGrowth = BasisPoints(hundredths: growth)
      settings.grid.size = .notional(amount(10_999))
      let rule = SizeRule(
        settings.grid,
        try Parameters(settings, for: Desk.instrument(), capabilities: Desk.capabilities))
      return (1...4).map { rule.quantity(level: $0, anchor: Price(ticks: 1_000)).steps }
    }
    #expect(try sizes(.equal, 500_000) == [10, 10, 10, 10])
    #expect(try sizes(.linear, 250_000) == [10, 12, 15, 17])
    #expect(try sizes(.geometric, 500_000) == [10, 15, 22, 33])
    #expect(try sizes(.linear, -400_000) == [10, 6, 2, 0])
  }

  @Test("GRID-02 A size that grows geometrically loses no step to rounding, however far out")
  func exactGrowth() throws {
    func sizes(_ first: Int64, _ growth: Int64, levels: Int) throws -> [Int64] {
      var settings = Desk.settings
      settings.grid.levels = levels
      settings.grid.sizeCurve = .geometric
      settings.grid.sizeGrowth = BasisPoints(hundredths: growth)
      settings.grid.size = .base(amount(first))
      let rule = SizeRule(
        settings.grid,
        try Parameters(settings, for: Desk.instrument(), capabilities: Desk.capabilities))
      return (1...levels).map { rule.quantity(level: $0, anchor: Price(ticks: 1_000)).steps }
    }
    #expect(try sizes(100, 150_000, levels: 3) == [100, 115, 132])
    #expect(try sizes(20 * 20 * 20, 150_000, levels: 4).last == 23 * 23 * 23)
    #expect(try sizes(1 << 40, 500_000, levels: 37).last == 16 * 150_094_635_296_999_121)
    #expect(try sizes(1_000, -100_000, levels: 4) == [1_000, 900, 810, 729])
    #expect(try sizes(1_000, 10_000_000, levels: 500).last == .max)
    #expect(try sizes(1_000, -900_000, levels: 500).last == 0)
    let slow = try sizes(1_000_000, 10_000, levels: 300)
    #expect(slow == slow.sorted() && (19_592_540...19_592_541).contains(slow[299]))
  }

  @Test("GRID-05 Settings that can't work are refused at the start, with key and range")
  func refused() {
    let wrong: [(SettingPath, (inout EngineSettings) -> Void)] = [
      (\.grid.levels, { $0.grid.levels = 501 }),
      (\.grid.spacing.ticks, { $0.grid.spacing = .ticks(0) }),
      (\.grid.spacing.ticks, { $0.grid.spacing = .ticks(.max) }),
      (
        \.grid.spacing.basisPoints,
        { $0.grid.spacing = .basisPoints(BasisPoints(hundredths: .max)) }
      ),
      (\.grid.size.steps, { $0.grid.size = .steps(-5) }),
      (\.grid.size.notional, { $0.grid.size = .notional(amount(0)) }),
      (\.grid.recentreHundredths, { $0.grid.recentreHundredths = .max }),
      (\.exits.takeProfit.distance?.ticks, { $0.exits.takeProfit = .away(.ticks(-1)) }),
      (
        \.risk.maximumPosition,
        { $0.risk.maximumPosition = DecimalNumber(mantissa: -1, decimals: 0) }
      ),
      (\.risk.flattenSlippage, { $0.risk.flattenSlippage = [] }),
      (
        \.grid.lower,
        {
          $0.grid.lower = amount(9)
          $0.grid.upper = amount(8)
        }
      ),
    ]
    for (setting, change) in wrong {
      #expect(throws: (any Error).self, "\(setting)") { _ = try Desk(change: change) }
      do { _ = try Desk(change: change) } catch {
        #expect((error as? ParameterError)?.subject == .setting(setting), "\(error)")
      }
    }
  }

  @Test("GRID-08 Extreme sizes and prices are refused with a reason, never a trap")
  func extremes() throws {
    for start in [1, 1_000, 1 << 40, Price.maximumTicks - 5_000] as [Int64] {
      for size in [
        .steps(1_000_000_000), .base(AmountRange().maximum),
        .base(DecimalNumber(mantissa: 1 << 40, decimals: 0)),
      ]
        as [OrderSize]
      {
        var desk = try Desk {
          $0.grid.size = size
          $0.grid.spacing = .basisPoints(BasisPoints(hundredths: 1_000_000))
          $0.grid.sizeCurve = .geometric
          $0.grid.sizeGrowth = BasisPoints(hundredths: 1_000_000)
          $0.risk.maximumPosition = AmountRange().maximum
        }
        desk.book(start, start + 2, size: 1)
        desk.command(.placeManual(.buy, Price(ticks: start)))
        for order in desk.placed.values {
          let (value, isTooLarge) = order.quantity.steps.multipliedReportingOverflow(
            by: order.limit?.ticks ?? 1)
          #expect(!isTooLarge && value <= 1 << 48)
        }
        #expect(
          desk.snapshot.grid.rungs.allSatisfy { $0.state == .inFlight || $0.reason.code != .wanted }
        )
      }
    }
  }
}
