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
    case .malformed: "Order has invalid size."
    case .invalidTickSize: "Price must be divisible by tick size."
    case .duplicateID: "Duplicate client order id"
    case .insufficientMargin: "Insufficient margin to place order."
    case .priceTooFar: "Order price too far from oracle"
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

/// What a refusal was about, where the venue has a text of its own for it.
enum RefusalSubject: Sendable {
  case plain
  /// An order of no size.
  case zeroSize
  /// An order that says no price and needs one.
  case missingPrice
  /// An order with a limit that takes at once or not at all.
  case immediate
  /// The new order of an amend whose old one is gone.
  case replacement
  /// A scheduled cancel that the account has traded too little for.
  case tradedTooLittle
  /// The moment of a scheduled cancel.
  case scheduledTime
}

extension RefusalSubject {
  /// What the refusal of a new order is about.
  init(of order: NewOrder) {
    if order.quantity.isZero {
      self = .zeroSize
    } else if order.limit == nil, order.timeInForce == .postOnly {
      self = .missingPrice
    } else if order.limit != nil, order.timeInForce == .immediateOrCancel {
      self = .immediate
    } else {
      self = .plain
    }
  }
}

/// A refusal with what stood when it was said: what its text is made of when somebody reads it.
struct RefusalNote: Sendable {
  /// What was refused; one that never was for a scheduled cancel.
  let order: ClientOrderID
  let refusal: Refusal
  let subject: RefusalSubject
  let bid: Price?
  let ask: Price?
  /// What the account had traded.
  let traded: ExactMoney
}

extension SimulatedVenue {
  /// What the venue said to its last refusals, oldest first. An adapter keeps the texts it was sent
  /// in the same way: at the edge, by order, and only the last of them.
  public var refusalTexts: [(order: ClientOrderID, refusal: Refusal, text: String)] {
    refusals.elements.map { ($0.order, $0.refusal, text(of: $0)) }
  }

  /// Notes that something was refused just now.
  mutating func noteRefusal(
    of order: ClientOrderID, _ refusal: Refusal, about subject: RefusalSubject = .plain
  ) {
    refusals.append(
      RefusalNote(
        order: order, refusal: refusal, subject: subject, bid: best(.buy), ask: best(.sell),
        traded: account.traded))
  }

  mutating func noteRefusal(_ report: VenueReport, about subject: RefusalSubject = .plain) {
    switch report {
    case .rejected(let id, let refusal), .cancelRefused(let id, let refusal),
      .amendRefused(let id, let refusal):
      noteRefusal(of: id, refusal, about: subject)
    case .scheduleRefused(let refusal): noteRefusal(of: .foreign(0), refusal, about: subject)
    case .accepted, .filled, .cancelled, .amended, .shrunk, .triggered, .failed, .cancelScheduled,
      .funded:
      break
    }
  }

  private func text(of note: RefusalNote) -> String {
    switch (note.subject, note.refusal) {
    case (.replacement, _): "Error placing new order during modify: \(reason(of: note))"
    case (.zeroSize, .malformed): "Order has zero size."
    case (.missingPrice, .malformed): "Order has invalid price."
    case (.immediate, .noLiquidity):
      "Order could not immediately match against any resting orders."
    case (.tradedTooLittle, .notAvailable):
      "Cannot set scheduled cancel time until enough volume traded. "
        + "Required: $\(settings.events.scheduledCancelVolume). Traded: $\(dollars(note.traded.rounded))."
    case (.scheduledTime, .malformed): "Scheduled cancel time is too early."
    case (.plain, _), (.zeroSize, _), (.missingPrice, _), (.immediate, _), (.tradedTooLittle, _),
      (.scheduledTime, _):
      reason(of: note)
    }
  }

  private func reason(of note: RefusalNote) -> String {
    let text = note.refusal.venueText
    if note.refusal == .wouldCross {
      return "\(text), bbo was \(said(note.bid))@\(said(note.ask))."
    }
    if note.refusal == .belowMinimumNotional {
      return "\(text) of $\(dollars(instrument.minimumNotional))."
    }
    guard note.refusal == .priceTooFar, let band = settings.limits.priceBandBasisPoints else {
      return text
    }
    let percent = DecimalNumber(mantissa: Int64(band), decimals: 2)
    return "Order price cannot be more than \(percent)% away from the reference price"
  }

  private func dollars(_ money: Money) -> String { instrument.text(money, places: 2) }

  private func said(_ price: Price?) -> String { price.map { instrument.text($0) } ?? "none" }
}
