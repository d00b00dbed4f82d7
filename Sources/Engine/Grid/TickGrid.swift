import Market
import Venue

/// The prices that the venue accepts: whole ticks, and at some venues only a number of significant
/// figures. Both together give the tick that counts at a price, the *effective* one.
///
/// - Source: ``VenueCapabilities/significantFigures`` and ``Instrument/tick``.
struct TickGrid: Sendable, Codable {
  /// The number of significant figures; nil if only the tick counts.
  var figures: Int?
  var tick = DecimalNumber(mantissa: 1, decimals: 0)

  /// The nearest price that the venue accepts, never moved towards crossing for an order on `side`:
  /// down for a buy, up for a sell. Nil if no price is left.
  @inline(__always)
  func snapped(_ price: Price, for side: Side) -> Price? {
    guard let figures else { return price }
    return PriceRule.snapped(price, toFigures: figures, of: tick, for: side)
  }

  /// A number of effective ticks at a price, in ticks of the instrument.
  @inline(__always)
  func ticks(_ count: Int64, at price: Price) -> Int64 {
    guard let figures else { return count }
    let step = PriceRule.ticks(at: price, figures: figures, of: tick)
    let (product, isTooLarge) = count.multipliedReportingOverflow(by: step)
    return isTooLarge ? Price.maximumTicks : min(product, Price.maximumTicks)
  }
}
