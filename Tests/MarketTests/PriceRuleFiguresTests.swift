import Market
import Testing

@Suite("Significant figures")
struct PriceRuleFiguresTests {
  /// Rows of Hyperliquid's documented rule: five figures, or any whole number.
  @Test(
    "GRID-08 A price has five significant figures or is a whole number",
    arguments: [
      ("0.1", 12_345, true), ("0.01", 123_456, false), ("0.1", 123_456, false),
      ("0.1", 1_234_560, true), ("1", 123_456, true), ("0.000001", 1_234, true),
      ("0.0000001", 12_345, true), ("0.00000001", 123_456, false), ("0.1", 999_990, true),
      ("0.1", 99_999, true), ("0.1", 100_000, true), ("0.1", 100_001, false),
      ("0.0001", 123_450, true), ("0.0001", 123_451, false),
    ])
  func figures(tick: String, ticks: Int64, isValid: Bool) throws {
    let tick = try DecimalNumber(tick)

    #expect(PriceRule.hasAtMost(5, figuresIn: Price(ticks: ticks), of: tick) == isValid)
  }

  @Test("A price is brought to its figures away from crossing: buys down, sells up")
  func snapped() throws {
    let tick = try DecimalNumber("0.01")

    for (ticks, buy, sell) in [
      (123_456, 123_450, 123_460), (123_450, 123_450, 123_450), (99_999, 99_999, 99_999),
      (9_999_999, 9_999_900, 10_000_000), (12_345_678, 12_345_600, 12_345_700),
    ] as [(Int64, Int64, Int64)] {
      let price = Price(ticks: ticks)
      #expect(PriceRule.snapped(price, toFigures: 5, of: tick, for: .buy)?.ticks == buy)
      #expect(PriceRule.snapped(price, toFigures: 5, of: tick, for: .sell)?.ticks == sell)
    }
    #expect(
      PriceRule.snapped(
        Price(ticks: 4_001), toFigures: 2, of: try DecimalNumber("0.5"), for: .sell)?
        .ticks == 4_002, "a tick of a half and whole numbers")
  }
}
