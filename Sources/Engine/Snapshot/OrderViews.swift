import Market
import Venue

/// An order's state as an operator tells them apart.
public enum OrderDisplayState: UInt8, CaseIterable, Sendable {
  /// Wanted, not sent.
  case planned
  /// Sent, not answered.
  case inFlight
  /// Accepted by the venue's answer.
  case working
  /// Shown by the newest of the venue's answers that were asked for since its last change, with our price
  /// and what we have remaining.
  case confirmed
  case cancelling
  /// Sent, and nobody says what became of it; it counts as live.
  case unknown
  /// On our account, but not ours.
  case foreign
}

/// An open on its way: ladder order or manual.
public struct PendingOpenView: Equatable, Sendable {
  public var id: ClientOrderID
  public var side: Side
  public var price: Price
  public var quantity: Quantity
  public var filled: Quantity
  public var state: OrderDisplayState
  public var reason: Reason
  /// The value of what remains, without fees.
  public var quote: Money
  /// Where its take-profit will lie.
  public var intendedExit: Price?
  /// Where its stop will lie; nothing where none is set, or where that isn't known yet.
  public var intendedStop: Price?
  public var sentAt: Instant
  /// An estimate of others' quantity before it at its price; nil where nobody estimates, or where the book
  /// does not show the price.
  public var aheadEstimate: Quantity?
  /// When the venue's answer that confirms it was asked for, by our clock; nil where it is not confirmed.
  public var confirmedAt: Instant?
  /// Which part of a history of changes it has: amended so many times.
  public var amendments: Int

  public init(
    id: ClientOrderID, side: Side, price: Price, quantity: Quantity, filled: Quantity,
    state: OrderDisplayState, reason: Reason, quote: Money, intendedExit: Price?,
    intendedStop: Price? = nil, sentAt: Instant, aheadEstimate: Quantity? = nil, amendments: Int = 0
  ) {
    self.id = id
    self.side = side
    self.price = price
    self.quantity = quantity
    self.filled = filled
    self.state = state
    self.reason = reason
    self.quote = quote
    self.intendedExit = intendedExit
    self.intendedStop = intendedStop
    self.sentAt = sentAt
    self.aheadEstimate = aheadEstimate
    self.amendments = amendments
  }
}

/// An exit order of a lot.
public struct LegView: Equatable, Sendable {
  public var id: ClientOrderID
  public var lot: PositionID
  public var purpose: Purpose
  public var side: Side
  /// The worst price it may trade at.
  public var price: Price
  /// What sets it off, where it waits for that.
  public var trigger: Price?
  /// It went off.
  public var isTriggered = false
  public var quantity: Quantity
  public var filled: Quantity
  public var state: OrderDisplayState
  public var isReduceOnly: Bool
  public var sentAt: Instant
  /// When the venue's answer that confirms it was asked for, by our clock; nil where it is not confirmed.
  public var confirmedAt: Instant?
  /// An estimate of others' quantity before it at its price; nil where nobody estimates, or where the book
  /// does not show the price.
  public var aheadEstimate: Quantity?

  public init(
    id: ClientOrderID, lot: PositionID, purpose: Purpose, side: Side, price: Price,
    quantity: Quantity, filled: Quantity, state: OrderDisplayState, isReduceOnly: Bool,
    sentAt: Instant, aheadEstimate: Quantity? = nil
  ) {
    self.id = id
    self.lot = lot
    self.purpose = purpose
    self.side = side
    self.price = price
    self.quantity = quantity
    self.filled = filled
    self.state = state
    self.isReduceOnly = isReduceOnly
    self.sentAt = sentAt
    self.aheadEstimate = aheadEstimate
  }
}

extension LiveOrders {
  /// What an operator is shown of an order.
  func displayState(of index: Int32) -> OrderDisplayState {
    confirmedAt(index) == nil ? self[index].stage.display : .confirmed
  }

  /// When the answer that confirms an order was asked for, by our clock; nil where it is not confirmed.
  func confirmedAt(_ index: Int32) -> Instant? {
    let stage = self[index].stage
    return stage.display == .working && !stage.isAmending ? confirmations[index].shownAt : nil
  }
}

extension OrderStage {
  /// What an operator is shown.
  var display: OrderDisplayState {
    if isCancelling { return .cancelling }
    switch life {
    case .sent: return .inFlight
    case .unknown: return .unknown
    case .shownByFills, .accepted, .over, .absent: return .working
    }
  }
}
