import Market

/// The venue's own name for a fill: the key by which a fill is applied once.
@frozen public struct FillID: Hashable, Sendable {
  public let value: UInt64
  @inlinable public init(_ value: UInt64) { self.value = value }
}

extension FillID: FlatKey {
  @inlinable public var flatHash: UInt64 { value.flatHash }
  @inlinable public static var vacant: FillID { FillID(.max) }
}

/// Whether a fill's order rested or took.
@frozen public enum Liquidity: UInt8, Sendable {
  case maker
  case taker
}

/// One execution of one of our orders.
@frozen public struct Fill: Equatable, Sendable {
  public let id: FillID
  public let order: ClientOrderID
  public let side: Side
  public let price: Price
  public let quantity: Quantity
  /// What the venue charged; negative for a rebate.
  public let fee: Money
  public let liquidity: Liquidity
  /// When it happened at the venue.
  public let time: Instant

  @inlinable public init(
    id: FillID, order: ClientOrderID, side: Side, price: Price, quantity: Quantity, fee: Money,
    liquidity: Liquidity, time: Instant
  ) {
    self.id = id
    self.order = order
    self.side = side
    self.price = price
    self.quantity = quantity
    self.fee = fee
    self.liquidity = liquidity
    self.time = time
  }
}

/// Why a venue refused a request, classified; the texts are the venue adapter's.
@frozen public enum Refusal: UInt8, CaseIterable, Sendable {
  /// A post-only order would have taken.
  case wouldCross
  /// A reduce-only order would have opened or enlarged the position.
  case reduceOnly
  /// The order is worth less than the venue's minimum notional.
  case belowMinimumNotional
  /// The venue knows no live order of that name.
  case unknownOrder
  /// There are as many open orders as the venue allows.
  case tooManyOrders
  /// The price or size is not on the venue's raster, or an order of that name exists.
  case malformed

  /// A stable word for logs and records.
  public var code: String {
    switch self {
    case .wouldCross: "WOULD_CROSS"
    case .reduceOnly: "REDUCE_ONLY"
    case .belowMinimumNotional: "BELOW_MINIMUM_NOTIONAL"
    case .unknownOrder: "UNKNOWN_ORDER"
    case .tooManyOrders: "TOO_MANY_ORDERS"
    case .malformed: "MALFORMED"
    }
  }
}

/// Why an order ended at the venue without being filled whole.
@frozen public enum CancelCause: UInt8, Sendable {
  /// We asked for it.
  case requested
  /// What an immediate-or-cancel order could not take.
  case immediate
  /// A resting reduce-only order had nothing left to reduce.
  case reduceOnly
}

/// What a venue says about our orders. A fill always comes before the report that ends its order.
@frozen public enum VenueReport: Equatable, Sendable {
  case accepted(ClientOrderID)
  case rejected(ClientOrderID, Refusal)
  case filled(Fill)
  /// The order is over; `filled` is its whole filled quantity, whatever fills arrived so far.
  case cancelled(ClientOrderID, CancelCause, filled: Quantity)
  case cancelRefused(ClientOrderID, Refusal)
  case amended(ClientOrderID, limit: Price, remaining: Quantity)
  case amendRefused(ClientOrderID, Refusal)
}
