import Market

/// How long an order may stand, and whether it may take.
@frozen public enum TimeInForce: UInt8, Sendable {
  /// Rests or is rejected; never takes (Hyperliquid: Alo).
  case postOnly
  /// Takes what is there at once; the rest is cancelled.
  case immediateOrCancel
  /// Takes what is there, the rest stands until cancelled.
  case goodTillCancelled
}

/// A new order, as it leaves for a venue.
@frozen public struct NewOrder: Equatable, Sendable {
  public let id: ClientOrderID
  public let side: Side
  /// The worst price it may trade at; nothing makes it a market order.
  public let limit: Price?
  public let quantity: Quantity
  public let timeInForce: TimeInForce
  /// It may only bring the venue's position nearer to zero.
  public let isReduceOnly: Bool

  @inlinable public init(
    id: ClientOrderID, side: Side, limit: Price?, quantity: Quantity, timeInForce: TimeInForce,
    isReduceOnly: Bool = false
  ) {
    self.id = id
    self.side = side
    self.limit = limit
    self.quantity = quantity
    self.timeInForce = timeInForce
    self.isReduceOnly = isReduceOnly
  }
}

/// What can be asked of a venue about an order.
@frozen public enum OrderRequest: Equatable, Sendable {
  case place(NewOrder)
  /// Moves a working order to another price, another open quantity, or both. Whether its place in
  /// the queue survives is a capability of the venue.
  case amend(ClientOrderID, limit: Price, remaining: Quantity)
  case cancel(ClientOrderID)
}
