import Market

/// A connection between us and a venue that can break independently of the others.
@frozen public enum Channel: UInt8, CaseIterable, Sendable {
  /// The public stream: book and trades.
  case market
  /// The private stream: what happens to our orders, and fills.
  case orders
  /// Requests, inquiries and their answers.
  case requests
}

/// What we ask a venue, or the connection to it, without changing any order.
@frozen public enum Inquiry: Equatable, Sendable {
  /// What became of one order.
  case status(ClientOrderID)
  /// Every live order of the account, foreign ones included. The question and its answer carry the
  /// moment of asking: an answer says nothing about later news.
  case openOrders(asked: Instant)
  /// Position, equity and margin, with the moment of asking, as for the orders.
  case account(asked: Instant)
  /// The account's fills from a moment on (inclusive), oldest first, a page at a time. If a fill is
  /// named, only those that the venue lists after it; not every venue can do that
  /// (``VenueCapabilities/fillPaging``).
  case fills(since: Instant, after: FillID? = nil)
  /// Whether the market trades, until when, and what time it is there.
  case marketStatus
  /// Closes a stream and opens it again.
  case reconnect(Channel)
}

/// The result of an inquiry, or a change of a connection. Each answer says at which moment of the
/// venue's clock it was true.
public enum VenueAnswer: Equatable, Sendable {
  case status(ClientOrderID, OrderStatus, asOf: Instant)
  /// `asked` is copied from the question. If the venue begins a stream with its orders, it is when
  /// the stream began.
  case openOrders([VenueOrder], asOf: Instant, asked: Instant)
  case account(AccountState, asked: Instant)
  case fills(FillPage)
  case market(MarketStatus)
  /// An inquiry got no answer.
  case failed(Inquiry, SendFailure)
  /// A stream opened or broke. The venue does not repeat what was missed while it was down, except
  /// orders if ``VenueCapabilities/repeatsOrdersOnSubscribe`` is set.
  case connection(Channel, isUp: Bool)
}

/// What a venue knows of one order.
public enum OrderStatus: Equatable, Sendable {
  /// The venue knows no such order: never arrived, or forgotten.
  case absent
  case live(VenueOrder)
  case filled(Quantity)
  case cancelled(CancelCause, filled: Quantity)
  case rejected(Refusal)
}

/// An order as the venue lists it.
public struct VenueOrder: Equatable, Sendable, Codable {
  /// Ours, or ``ClientOrderID/foreign(_:)``.
  public var id: ClientOrderID
  public var side: Side
  /// Nil for a trigger order that will be a market order.
  public var limit: Price?
  /// The size that was asked for.
  public var quantity: Quantity
  public var remaining: Quantity
  public var isReduceOnly: Bool
  public var trigger: Trigger?
  public var placedAt: Instant

  public init(
    id: ClientOrderID, side: Side, limit: Price?, quantity: Quantity, remaining: Quantity,
    isReduceOnly: Bool, trigger: Trigger?, placedAt: Instant
  ) {
    self.id = id
    self.side = side
    self.limit = limit
    self.quantity = quantity
    self.remaining = remaining
    self.isReduceOnly = isReduceOnly
    self.trigger = trigger
    self.placedAt = placedAt
  }
}

/// The account at the venue, for this market.
public struct AccountState: Equatable, Sendable, Codable {
  public var asOf: Instant
  public var position: Position
  public var entry: Price?
  /// Cash and unrealised profit, after fees and funding.
  public var equity: ExactMoney?
  public var marginUsed: ExactMoney?
  public var liquidationPrice: Price?
  /// Actions the account may still send; nil if the venue doesn't count or report them.
  public var actionsLeft: Int?

  public init(asOf: Instant, position: Position) {
    self.asOf = asOf
    self.position = position
  }
}

/// Some of the account's fills, oldest first.
public struct FillPage: Equatable, Sendable {
  /// From when on the fills were asked for, and after which fill, as in the question.
  public var since: Instant
  public var after: FillID?
  /// If this page is the last, all fills up to here are in it or in the pages before.
  public var asOf: Instant
  public var fills: [Fill]
  /// Whether no fill was left out after the last of these.
  public var isLast: Bool

  public init(
    since: Instant, after: FillID? = nil, asOf: Instant, fills: [Fill], isLast: Bool
  ) {
    self.since = since
    self.after = after
    self.asOf = asOf
    self.fills = fills
    self.isLast = isLast
  }
}

/// Whether a market trades.
public struct MarketStatus: Equatable, Sendable {
  public enum Phase: UInt8, CaseIterable, Sendable, Codable {
    case trading
    /// Only post-only orders and cancels are taken.
    case postOnly
    /// Nothing trades; orders stay.
    case halted
    /// Ended for good: closed, resolved or delisted; orders are gone.
    case closed
  }

  public var phase: Phase
  /// When it ends; nil if that is unknown.
  public var endsAt: Instant?
  /// The venue's clock as it answered.
  public var asOf: Instant

  public init(phase: Phase, endsAt: Instant? = nil, asOf: Instant) {
    self.phase = phase
    self.endsAt = endsAt
    self.asOf = asOf
  }
}
