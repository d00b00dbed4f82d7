/// Prices that may have so many significant figures at most, whatever the tick allows; a whole
/// number may have as many as it likes.
///
/// Source: Hyperliquid's "Tick and lot size", where five figures are allowed.
extension PriceRule {
  /// A price written without its point; a large tick and a large price take more than 64 bits.
  private static func digits(of price: Price, _ tick: DecimalNumber) -> Int128 {
    Int128(price.ticks) * Int128(tick.mantissa)
  }

  /// The effective step at a price, in the last decimal of the tick: a power of ten that the price
  /// written without its point must be a multiple of.
  private static func step(_ digits: Int128, decimals: Int, figures: Int) -> Int128 {
    var step: Int128 = 1
    var left = digits
    // Each digit beyond the figures has to be a zero, but none before the point.
    var spare = decimals
    for _ in 0..<figures { left /= 10 }
    while left > 0, spare > 0 {
      step *= 10
      left /= 10
      spare -= 1
    }
    return step
  }

  /// Whether a price keeps to so many significant figures.
  public static func hasAtMost(
    _ figures: Int, figuresIn price: Price, of tick: DecimalNumber
  ) -> Bool {
    let digits = digits(of: price, tick)
    return digits % step(digits, decimals: tick.decimals, figures: figures) == 0
  }

  /// How many ticks make the effective step at a price of so many significant figures.
  public static func ticks(
    at price: Price, figures: Int, of tick: DecimalNumber
  ) -> Int64 {
    let digits = digits(of: price, tick)
    let step = step(digits, decimals: tick.decimals, figures: figures)
    let mantissa = Int128(tick.mantissa)
    return Int64(max(1, (step + mantissa - 1) / mantissa))
  }

  /// The nearest price of so many significant figures that doesn't cross further: down for a buy,
  /// up for a sell. Nothing where no price is left.
  public static func snapped(
    _ price: Price, toFigures figures: Int, of tick: DecimalNumber, for side: Side
  ) -> Price? {
    let digits = digits(of: price, tick)
    let step = step(digits, decimals: tick.decimals, figures: figures)
    // Steps are powers of ten and so whole ticks only where the tick divides them; walk to one.
    var whole = digits / step * step
    if side == .sell, whole < digits { whole += step }
    let mantissa = Int128(tick.mantissa)
    while whole % mantissa != 0 { whole -= Int128(side.sign) * step }
    return Int64(exactly: whole / mantissa).flatMap { Price(checking: $0) }
  }
}
