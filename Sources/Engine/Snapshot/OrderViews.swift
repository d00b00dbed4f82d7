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
  /// Seen on the venue's own list with the same price and size.
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
  /// Others' quantity before it at its price, where the venue can tell (the simulated one can).
  public var queueAhead: Quantity?
  /// Which part of a history of changes it has: amended so many times.
  public var amendments: Int

  public init(
    id: ClientOrderID, side: Side, price: Price, quantity: Quantity, filled: Quantity,
    state: OrderDisplayState, reason: Reason, quote: Money, intendedExit: Price?,
    intendedStop: Price? = nil, sentAt: Instant, queueAhead: Quantity? = nil, amendments: Int = 0
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
    self.queueAhead = queueAhead
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
  public var queueAhead: Quantity?

  public init(
    id: ClientOrderID, lot: PositionID, purpose: Purpose, side: Side, price: Price,
    quantity: Quantity, filled: Quantity, state: OrderDisplayState, isReduceOnly: Bool,
    sentAt: Instant, queueAhead: Quantity? = nil
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
    self.queueAhead = queueAhead
  }
}

extension Order {
  /// What an operator is shown.
  var displayState: OrderDisplayState { stage.display }
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
