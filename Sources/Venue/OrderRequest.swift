import Market

/// How long an order may rest, and whether it may take liquidity.
@frozen public enum TimeInForce: UInt8, Sendable, Codable {
  /// Rests or is rejected; never takes liquidity (Hyperliquid: Alo).
  case postOnly
  /// Takes what is there at once; the rest is cancelled.
  case immediateOrCancel
  /// Takes what is there; the rest stays until it is cancelled.
  case goodTillCancelled
  /// Is filled whole at once or not at all.
  case fillOrKill
}

/// A new order, as it leaves for a venue.
@frozen public struct NewOrder: Equatable, Sendable {
  public let id: ClientOrderID
  public let side: Side
  /// The worst price it may trade at; nil makes it a market order.
  public let limit: Price?
  public let quantity: Quantity
  public let timeInForce: TimeInForce
  /// It may only bring the venue's position nearer to zero.
  public let isReduceOnly: Bool
  /// The venue holds the order until a price is reached, then works it as an order with this limit,
  /// or as a market order if there is none.
  public let trigger: Trigger?
  /// The venue refuses it if it arrives at this moment or later.
  public let expiresAt: Instant
  /// Orders of one group cancel each other once one of them fills; 0 means no group.
  public let group: Int64

  @inlinable public init(
    id: ClientOrderID, side: Side, limit: Price?, quantity: Quantity, timeInForce: TimeInForce,
    isReduceOnly: Bool = false, trigger: Trigger? = nil, expiresAt: Instant = .distantFuture,
    group: Int64 = 0
  ) {
    self.id = id
    self.side = side
    self.limit = limit
    self.quantity = quantity
    self.timeInForce = timeInForce
    self.isReduceOnly = isReduceOnly
    self.trigger = trigger
    self.expiresAt = expiresAt
    self.group = group
  }
}

/// A change that we ask a venue for.
@frozen public enum OrderRequest: Equatable, Sendable {
  case place(NewOrder)
  /// Moves a working order to another price, another remaining size, or both. Whether its place in
  /// the queue survives is a capability of the venue.
  case amend(ClientOrderID, limit: Price, remaining: Quantity)
  /// Cancels a working or triggered order; a foreign one is named by ``ClientOrderID/foreign(_:)``.
  case cancel(ClientOrderID)
  /// Sets the moment at which the venue cancels every order of the account by itself, or clears it.
  case scheduleCancel(at: Instant?)
}
