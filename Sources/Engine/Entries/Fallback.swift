import Market
import Venue

/// What a taker order would cost at this moment, and the worst price it may have.
struct TakerQuote: Equatable, Sendable {
  /// The protected price: the reference, so far away as the cap allows.
  let limit: Price
  /// How far the worst level it would need lies from the reference; the whole cap and more where
  /// what is shown does not fill it.
  let slippage: BasisPoints
  let isOverCap: Bool
}
