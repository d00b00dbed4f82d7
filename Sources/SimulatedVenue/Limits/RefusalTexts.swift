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

/// A refusal with the prices that stood when it was said: what its text is made of when somebody
/// reads it.
struct RefusalNote: Sendable {
  /// What was refused; one that never was for a scheduled cancel.
  let order: ClientOrderID
  let refusal: Refusal
  let bid: Price?
  let ask: Price?
}

extension SimulatedVenue {
  /// What the venue said to its last refusals, oldest first. An adapter keeps the texts it was sent
  /// in the same way: at the edge, by order, and only the last of them.
  public var refusalTexts: [(order: ClientOrderID, refusal: Refusal, text: String)] {
    refusals.elements.map { ($0.order, $0.refusal, text(of: $0)) }
  }

  /// Notes that something was refused just now.
  mutating func noteRefusal(of order: ClientOrderID, _ refusal: Refusal) {
    refusals.append(
      RefusalNote(order: order, refusal: refusal, bid: best(.buy), ask: best(.sell)))
  }

  mutating func noteRefusal(_ report: VenueReport) {
    switch report {
    case .rejected(let id, let refusal), .cancelRefused(let id, let refusal),
      .amendRefused(let id, let refusal):
      noteRefusal(of: id, refusal)
    case .scheduleRefused(let refusal): noteRefusal(of: .foreign(0), refusal)
    case .accepted, .filled, .cancelled, .amended, .shrunk, .triggered, .failed, .cancelScheduled,
      .funded:
      break
    }
  }

  private func text(of note: RefusalNote) -> String {
    let text = note.refusal.venueText
    if note.refusal == .wouldCross {
      return "\(text), bbo was \(said(note.bid))@\(said(note.ask))."
    }
    guard note.refusal == .belowMinimumNotional else { return text }
    return "\(text) of \(instrument.text(instrument.minimumNotional, places: 2))."
  }

  private func said(_ price: Price?) -> String { price.map { instrument.text($0) } ?? "none" }
}
