import Market
import Venue

/// A live order as records keep it.
public struct LiveOrder: Equatable, Sendable {
  public var id: ClientOrderID
  public var side: Side
  public var purpose: Purpose
  /// The worst price it may trade at.
  public var price: Price
  /// The price of the rung it belongs to.
  public var rung: Price
  public var quantity: Quantity
  public var remaining: Quantity
  public var filled: Quantity
  public var timeInForce: TimeInForce
  public var isReduceOnly: Bool
  /// The price that triggers it; nil if it has no trigger.
  public var trigger: Price?
  public var isTriggered: Bool
  /// The lot that it opened or closes; nil if it has none now.
  public var lot: PositionID?
  public var sentAt: Instant
  /// The venue said that it is, or was, live.
  public var isAccepted: Bool
  /// The venue said that it ended; some of its fills are still to come.
  public var isOver: Bool
  public var state: OrderDisplayState
  /// How many times the venue amended it, and when last.
  public var amendments: Int
  public var amendedAt: Instant
  /// Why it is live or, once it is being cancelled, why that is.
  public var reason: Reason
}
