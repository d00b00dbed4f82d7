import Market
import Venue

/// One event of the simulated venue's own history. Checkers of the engine's books can rely on it,
/// since nothing on the way to us can change it.
public struct VenueEvent: Equatable, Sendable {
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// An order was accepted (quantity: its size; price: its limit, nil for a market order).
    case accepted
    /// An order was refused on arrival.
    case rejected
    /// An execution (price, quantity: of the execution).
    case filled
    /// An order ended unfilled or partly filled (quantity: what was left).
    case cancelled
    /// An amend changed a resting order; price and quantity are the new ones.
    case changed
    /// A trigger order was triggered.
    case triggered
    /// Funding was paid (quantity: the position's size; price: the mark it was computed at).
    case funded
  }

  public var kind: Kind
  /// The time by the venue's own clock.
  public var time: Instant
  public var order: ClientOrderID
  public var side: Side
  public var price: Price?
  public var quantity: Quantity
  public var isReduceOnly: Bool
  /// Whether the order waits for a trigger.
  public var isTrigger: Bool
  /// The account's position after the event.
  public var position: Position
  /// The fee of an execution, or the cost of funding (negative: received).
  public var cost: ExactMoney

  public init(
    _ kind: Kind, at time: Instant, order: ClientOrderID, side: Side, price: Price?,
    quantity: Quantity, isReduceOnly: Bool = false, isTrigger: Bool = false, position: Position,
    cost: ExactMoney = .zero
  ) {
    self.kind = kind
    self.time = time
    self.order = order
    self.side = side
    self.price = price
    self.quantity = quantity
    self.isReduceOnly = isReduceOnly
    self.isTrigger = isTrigger
    self.position = position
    self.cost = cost
  }
}
