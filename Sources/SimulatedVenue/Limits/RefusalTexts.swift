import Market
import Venue

/// The text of a refusal at a venue: those of Hyperliquid's documented table, without what only the
/// venue could fill in, and similar ones where the table has none.
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

/// What a refusal was about, if the venue has a special text for it.
enum RefusalSubject: Sendable {
  case plain
  /// An order with a size of zero.
  case zeroSize
  /// An order without a price that needs one.
  case missingPrice
  /// An immediate-or-cancel order with a limit.
  case immediate
  /// The new order of an amend that ended the old one.
  case replacement
  /// A scheduled cancel of an account that has traded too little for it.
  case tradedTooLittle
  /// The time of a scheduled cancel.
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

/// A refusal with the facts of its time: its text is made from them when it is read.
struct RefusalNote: Sendable {
  /// The refused order; for a scheduled cancel, an id that no order has.
  let order: ClientOrderID
  let refusal: Refusal
  let subject: RefusalSubject
  let bid: Price?
  let ask: Price?
  /// The value that the account had traded.
  let traded: ExactMoney
}

extension SimulatedVenue {
  /// The texts of the venue's last refusals, oldest first. An adapter keeps the texts that it
  /// receives in the same way: at the edge, by order, and only the last of them.
  public var refusalTexts: [(order: ClientOrderID, refusal: Refusal, text: String)] {
    refusals.elements.map { ($0.order, $0.refusal, text(of: $0)) }
  }

  /// Records that something was refused now.
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
