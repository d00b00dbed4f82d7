/// Limits prices to a number of significant figures, whatever the tick allows. A whole number may
/// have any number of figures.
///
/// Source: Hyperliquid's "Tick and lot size", where five figures are allowed.
extension PriceRule {
  /// The digits of a price without its point. A large tick and a large price need more than 64
  /// bits.
  private static func digits(of price: Price, _ tick: DecimalNumber) -> Int128 {
    Int128(price.ticks) * Int128(tick.mantissa)
  }

  /// The effective step at a price, in the last decimal of the tick: a power of ten. The price
  /// written without its point must be a multiple of it.
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

  /// Whether a price has at most `figures` significant figures, or is a whole number.
  public static func hasAtMost(
    _ figures: Int, figuresIn price: Price, of tick: DecimalNumber
  ) -> Bool {
    let digits = digits(of: price, tick)
    return digits % step(digits, decimals: tick.decimals, figures: figures) == 0
  }

  /// The number of ticks in the effective step at a price with `figures` significant figures.
  public static func ticks(
    at price: Price, figures: Int, of tick: DecimalNumber
  ) -> Int64 {
    let digits = digits(of: price, tick)
    let step = step(digits, decimals: tick.decimals, figures: figures)
    let mantissa = Int128(tick.mantissa)
    return Int64(max(1, (step + mantissa - 1) / mantissa))
  }

  /// The nearest price with at most `figures` significant figures that doesn't cross further: down
  /// for a buy, up for a sell. Nil if no price is left.
  public static func snapped(
    _ price: Price, toFigures figures: Int, of tick: DecimalNumber, for side: Side
  ) -> Price? {
    let digits = digits(of: price, tick)
    let step = step(digits, decimals: tick.decimals, figures: figures)
    // Steps are powers of ten, so they are whole ticks only if the tick divides them: walk to one
    // that is.
    var whole = digits / step * step
    if side == .sell, whole < digits { whole += step }
    let mantissa = Int128(tick.mantissa)
    while whole % mantissa != 0 { whole -= Int128(side.sign) * step }
    return Int64(exactly: whole / mantissa).flatMap { Price(checking: $0) }
  }
}
