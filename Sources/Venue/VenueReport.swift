import Market

/// The venue's own name for a fill: the key by which a fill is applied once.
@frozen public struct FillID: Hashable, Sendable, Codable {
  public let value: UInt64
  @inlinable public init(_ value: UInt64) { self.value = value }
}

extension FillID: FlatKey {
  @inlinable public var flatHash: UInt64 { value.flatHash }
  @inlinable public static var vacant: FillID { FillID(.max) }
}

/// Whether a fill's order rested or took.
@frozen public enum Liquidity: UInt8, Sendable, Codable {
  case maker
  case taker
}

/// What made a fill happen.
@frozen public enum FillCause: UInt8, CaseIterable, Sendable, Codable {
  case trade
  /// The venue took the position over.
  case liquidation
  /// The venue closed it against another account's liquidation.
  case autoDeleveraging
}

/// One execution of one of our orders.
@frozen public struct Fill: Equatable, Sendable, Codable {
  public let id: FillID
  public let order: ClientOrderID
  public let side: Side
  public let price: Price
  public let quantity: Quantity
  /// What the venue charged; negative for a rebate.
  public let fee: ExactMoney
  public let liquidity: Liquidity
  /// When it happened at the venue.
  public let time: Instant
  /// The account's position before it, where the venue says so: a check, never a source.
  public let positionBefore: Position?
  public let cause: FillCause

  @inlinable public init(
    id: FillID, order: ClientOrderID, side: Side, price: Price, quantity: Quantity, fee: ExactMoney,
    liquidity: Liquidity, time: Instant, positionBefore: Position? = nil, cause: FillCause = .trade
  ) {
    self.id = id
    self.order = order
    self.side = side
    self.price = price
    self.quantity = quantity
    self.fee = fee
    self.liquidity = liquidity
    self.time = time
    self.positionBefore = positionBefore
    self.cause = cause
  }
}

/// Why an order ended at the venue without being filled whole.
@frozen public enum CancelCause: UInt8, CaseIterable, Sendable {
  /// We asked for it.
  case requested
  /// What an immediate-or-cancel order could not take.
  case immediate
  /// A resting reduce-only order had nothing left to reduce.
  case reduceOnly
  /// It would have traded with another order of the account.
  case selfTrade
  /// A scheduled cancel came due.
  case scheduled
  /// The account's margin no longer carried it.
  case margin
  /// Another order of its group filled.
  case siblingFilled
  /// A fill-or-kill order that could not be filled whole.
  case fillOrKill
  /// The account was liquidated.
  case liquidated
  /// The market ended.
  case delisted
  /// A person or another program cancelled it.
  case byHand
  /// The venue ended it for a reason of its own, one that this build has no word for included.
  case byVenue
}

/// What a venue says about our orders, over the private stream or as the answer to a request.
///
/// A venue that works well sends a fill before the report that ends its order, and everything once.
@frozen public enum VenueReport: Equatable, Sendable {
  case accepted(ClientOrderID)
  case rejected(ClientOrderID, Refusal)
  case filled(Fill)
  /// The order is over; `filled` is its whole filled quantity, whatever fills arrived so far.
  case cancelled(ClientOrderID, CancelCause, filled: Quantity)
  case cancelRefused(ClientOrderID, Refusal)
  case amended(ClientOrderID, limit: Price, remaining: Quantity)
  case amendRefused(ClientOrderID, Refusal)
  /// The venue made a resting reduce-only order smaller, since the position shrank.
  case shrunk(ClientOrderID, remaining: Quantity)
  /// A trigger order went off.
  case triggered(ClientOrderID)
  /// A request got no answer that says what became of it, or certainly did not get through.
  case failed(ClientOrderID, OrderRequest.Kind, SendFailure)
  case cancelScheduled(at: Instant?)
  case scheduleRefused(Refusal)
  case funded(Funding)
}

/// A funding payment of a perpetual.
@frozen public struct Funding: Equatable, Sendable, Codable {
  /// The venue's key: when it was charged.
  public let time: Instant
  /// What was received; negative where it was paid.
  public let amount: ExactMoney

  @inlinable public init(time: Instant, amount: ExactMoney) {
    self.time = time
    self.amount = amount
  }
}
