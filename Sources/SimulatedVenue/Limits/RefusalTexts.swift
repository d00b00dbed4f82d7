import Market
import Venue

/// What a refusal reads like at a venue: the texts of Hyperliquid's documented table, shortened by
/// what only the venue could fill in, and the like where it has none.
extension Refusal {
  public var venueText: String {
    switch self {
    case .wouldCross: "Post only order would have immediately matched"
    case .reduceOnly: "Reduce only order would increase position."
    case .belowMinimumNotional: "Order must have minimum value"
    case .unknownOrder: "Order was never placed, already canceled, or filled."
    case .tooManyOrders: "Too many open orders"
    case .malformed: "Order has invalid size or price."
    case .offRaster: "Price must be divisible by tick size."
    case .duplicateID: "Duplicate client order id"
    case .insufficientMargin: "Insufficient margin to place order."
    case .priceTooFar: "Order price is too far away from the reference price"
    case .badTrigger: "Invalid TP/SL price."
    case .noLiquidity: "No liquidity available for market order."
    case .postOnlyPhase: "Only post-only orders allowed immediately after network upgrade"
    case .marketClosed: "Trading is halted"
    case .positionLimit:
      "Order would cause position to exceed margin tier limit at current leverage"
    case .openInterestCap: "Order would increase open interest while open interest is capped"
    case .expired: "Action already expired"
    case .rateLimited: "Too many cumulative requests sent"
    case .badSignature: "User or API Wallet does not exist."
    case .unknownMarket: "Unknown market"
    case .alreadyEnded: "Cannot modify canceled or filled order"
    case .notAvailable: "Not available"
    case .other: "Refused"
    }
  }
}

extension SimulatedVenue {
  /// What the venue says to a refusal, with the numbers of this moment.
  public func text(of refusal: Refusal) -> String {
    switch refusal {
    case .wouldCross:
      "\(refusal.venueText), bbo was \(said(best(.buy)))@\(said(best(.sell)))."
    case .belowMinimumNotional:
      "\(refusal.venueText) of \(instrument.text(instrument.minimumNotional, places: 2))."
    default: refusal.venueText
    }
  }

  private func said(_ price: Price?) -> String { price.map { instrument.text($0) } ?? "none" }
}
