import Market
import Venue

/// An order's state as shown to an operator.
public enum OrderDisplayState: UInt8, CaseIterable, Sendable {
  /// Wanted, not sent.
  case planned
  /// Sent, not answered.
  case inFlight
  /// Accepted by the venue's answer.
  case working
  /// Shown with our price and our remaining size by the newest answer of the venue that was asked
  /// for since its last change.
  case confirmed
  case cancelling
  /// Sent, and its outcome is unknown; it counts as live.
  case unknown
  /// A foreign order on our account.
  case foreign
}

/// A live entry order: of a rung, an attempt, a completion or the operator.
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
  /// The price of its take-profit once it fills.
  public var intendedExit: Price?
  /// The trigger of its stop once it fills; nil if none is set, or it isn't known yet.
  public var intendedStop: Price?
  public var sentAt: Instant
  /// An estimate of others' quantity ahead of it at its price; nil if there is no estimate, or the
  /// book does not show the price.
  public var aheadEstimate: Quantity?
  /// When the answer that confirms it was asked for, by our clock; nil if it is not confirmed.
  public var confirmedAt: Instant?
  /// How many times it was amended.
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
  /// The price that triggers it; nil if it has no trigger.
  public var trigger: Price?
  /// It was triggered.
  public var isTriggered = false
  public var quantity: Quantity
  public var filled: Quantity
  public var state: OrderDisplayState
  public var isReduceOnly: Bool
  public var sentAt: Instant
  /// When the answer that confirms it was asked for, by our clock; nil if it is not confirmed.
  public var confirmedAt: Instant?
  /// An estimate of others' quantity ahead of it at its price; nil if there is no estimate, or the
  /// book does not show the price.
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
  /// The state of an order as shown to an operator.
  func displayState(of index: Int32) -> OrderDisplayState {
    confirmedAt(index) == nil ? self[index].stage.display : .confirmed
  }

  /// When the answer that confirms an order was asked for, by our clock; nil if it is not
  /// confirmed.
  func confirmedAt(_ index: Int32) -> Instant? {
    let stage = self[index].stage
    return stage.display == .working && !stage.isAmending ? confirmations[index].shownAt : nil
  }
}

extension OrderStage {
  /// The state shown to an operator, not counting confirmations.
  var display: OrderDisplayState {
    if isCancelling { return .cancelling }
    switch life {
    case .sent: return .inFlight
    case .unknown: return .unknown
    case .shownByFills, .accepted, .over, .absent: return .working
    }
  }
}
