import Engine
import Market
import SimulatedVenue

extension ParameterTable.Section {
  /// A market made from a seed instead of a recording.
  static let generatedMarket: [Parameter] = [
    .choice(
      "market.generated.style",
      [Word("none", MarketStyle?.none)]
        + MarketStyle.allCases.map { Word($0.name, MarketStyle?.some($0)) },
      \.generated.style,
      "Kind of generated market to play, drawn from venue.seed. \"none\" plays a recording."),
    .amount(
      "market.generated.price", AmountRule("quote currency", AmountRange(upTo: 1_000_000_000)),
      \.generated.market.price,
      "Price at which the generated market starts. Its tick is 0.1 and its size step 0.001."),
    .number(
      "market.generated.updates_per_second", NumberRule("updates", 1...1_000),
      \.generated.market.updatesPerSecond,
      "Average number of market updates per second."),
    .number(
      "market.generated.levels", NumberRule("levels", 1...100), \.generated.market.levels,
      "Number of price levels shown on each side of the book."),
    .number(
      "market.generated.volatility_bps", NumberRule(.basisPoints, 1...10_000),
      \.generated.market.volatilityHundredths,
      "Standard deviation of the price move within one second."),
    .amount(
      "market.generated.level_notional",
      AmountRule("quote currency", AmountRange(upTo: 1_000_000_000)),
      \.generated.market.levelNotional,
      "Average value shown at one price level."),
  ]
}
