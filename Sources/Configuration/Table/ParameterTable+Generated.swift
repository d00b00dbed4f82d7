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
      "The kind of market that is made from venue.seed; none plays a recording."),
    .amount(
      "market.generated.price", AmountRule("quote currency", AmountRange(upTo: 1_000_000_000)),
      \.generated.market.price,
      "The price at which it begins; the tick is 0.1, the step 0.001."),
    .number(
      "market.generated.updates_per_second", NumberRule("updates", 1...1_000),
      \.generated.market.updatesPerSecond, "Atomic updates in a second, on average."),
    .number(
      "market.generated.levels", NumberRule("levels", 1...100), \.generated.market.levels,
      "Levels that each side of the book shows."),
    .number(
      "market.generated.volatility_bps", NumberRule(.basisPoints, 1...10_000),
      \.generated.market.volatilityHundredths,
      "How far one second moves the price, as a standard deviation."),
    .amount(
      "market.generated.level_notional",
      AmountRule("quote currency", AmountRange(upTo: 1_000_000_000)),
      \.generated.market.levelNotional, "What the average level shows."),
  ]
}
