import Market
import Venue

/// What a taker order would cost at this moment, and the worst price it may have.
struct TakerQuote: Equatable, Sendable {
  /// The protected price: as far from the reference as the cap allows.
  let limit: Price
  /// How far the worst level it would need is from the reference; more than the cap if the shown
  /// book does not fill it.
  let slippage: BasisPoints
  let isOverCap: Bool
}
