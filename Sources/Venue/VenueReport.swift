import Market

/// The venue's own id of a fill: the key by which a fill is booked once.
@frozen public struct FillID: Hashable, Sendable, Codable {
  public let value: UInt64
  @inlinable public init(_ value: UInt64) { self.value = value }
}

extension FillID: FlatKey {
  @inlinable public var flatHash: UInt64 { value.flatHash }
  @inlinable public static var vacant: FillID { FillID(.max) }
}

/// Whether a fill's order rested or took liquidity.
@frozen public enum Liquidity: UInt8, Sendable, Codable {
  case maker
  case taker
}

/// Why a fill happened.
@frozen public enum FillCause: UInt8, CaseIterable, Sendable, Codable {
  case trade
  /// The venue took over the position.
  case liquidation
  /// The venue closed the position against another account's liquidation.
  case autoDeleveraging
}

/// One execution of one of our orders.
@frozen public struct Fill: Equatable, Sendable, Codable {
  public let id: FillID
  public let order: ClientOrderID
  public let side: Side
  public let price: Price
  public let quantity: Quantity
  /// The fee that the venue charged; negative for a rebate.
  public let fee: ExactMoney
  public let liquidity: Liquidity
  /// When it happened at the venue.
  public let time: Instant
  /// The account's position before the fill; nil if the venue doesn't report it. Used to check
  /// only.
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

/// Why an order ended at the venue before it was filled completely.
@frozen public enum CancelCause: UInt8, CaseIterable, Sendable {
  /// We asked for it.
  case requested
  /// The part of an immediate-or-cancel order that found nothing to trade with.
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
  /// A fill-or-kill order could not be filled whole.
  case fillOrKill
  /// The account was liquidated.
  case liquidated
  /// The market ended.
  case delisted
  /// A person or another program cancelled it.
  case byHand
  /// The venue ended it for its own reason, including reasons that this build does not know.
  case byVenue
}

/// What a venue reports about our orders, over the private stream or as the answer to a request.
///
/// A venue without faults sends a fill before the report that ends its order, and everything once.
@frozen public enum VenueReport: Equatable, Sendable {
  case accepted(ClientOrderID)
  case rejected(ClientOrderID, Refusal)
  case filled(Fill)
  /// The order ended; `filled` is its whole filled quantity, whatever fills arrived so far.
  case cancelled(ClientOrderID, CancelCause, filled: Quantity)
  case cancelRefused(ClientOrderID, Refusal)
  case amended(ClientOrderID, limit: Price, remaining: Quantity)
  case amendRefused(ClientOrderID, Refusal)
  /// The venue made a resting reduce-only order smaller because the position shrank.
  case shrunk(ClientOrderID, remaining: Quantity)
  /// A trigger order was triggered.
  case triggered(ClientOrderID)
  /// A request failed: it got no answer that reports its outcome, or certainly did not get through.
  case failed(ClientOrderID, OrderRequest.Kind, SendFailure)
  case cancelScheduled(at: Instant?)
  case scheduleRefused(Refusal)
  case funded(Funding)
}

/// A funding payment of a perpetual.
@frozen public struct Funding: Equatable, Sendable, Codable {
  /// The venue's key: when it was charged.
  public let time: Instant
  /// The amount received; negative if it was paid.
  public let amount: ExactMoney

  @inlinable public init(time: Instant, amount: ExactMoney) {
    self.time = time
    self.amount = amount
  }
}
