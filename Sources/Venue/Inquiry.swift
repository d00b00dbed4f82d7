import Market

/// A way between us and a venue that can break by itself.
@frozen public enum Channel: UInt8, CaseIterable, Sendable {
  /// The public stream: book and trades.
  case market
  /// The private stream: what happens to our orders, and fills.
  case orders
  /// Requests, inquiries and their answers.
  case requests
}

/// What a venue, or the connection to it, is asked that changes no order.
@frozen public enum Inquiry: Equatable, Sendable {
  /// What became of one order.
  case status(ClientOrderID)
  /// Every order of the account that stands, foreign ones included. It carries when it was asked, and
  /// so does its answer: what was asked before some news can't say anything about that.
  case openOrders(asked: Instant)
  /// Position, equity, margin; with the moment it was asked at, as for the orders.
  case account(asked: Instant)
  /// The account's fills from a moment on (inclusive), oldest first, a page at a time. Where a fill is
  /// named, only those that the venue lists after it: a venue must be able to
  /// (``VenueCapabilities/fillPaging``).
  case fills(since: Instant, after: FillID? = nil)
  /// Whether the market trades, until when, and what time it is there.
  case marketStatus
  /// Closes a stream and opens it anew.
  case reconnect(Channel)
}

/// What an inquiry came to, or what became of a connection. Each answer says at which moment of the
/// venue's clock it was true.
public enum VenueAnswer: Equatable, Sendable {
  case status(ClientOrderID, OrderStatus, asOf: Instant)
  /// `asked` is the question's own; where the venue begins a stream with its orders, when it began.
  case openOrders([VenueOrder], asOf: Instant, asked: Instant)
  case account(AccountState, asked: Instant)
  case fills(FillPage)
  case market(MarketStatus)
  /// An inquiry got no answer.
  case failed(Inquiry, SendFailure)
  /// A stream opened or broke. After it opened nothing is repeated that was missed, but where
  /// ``VenueCapabilities/repeatsOrdersOnSubscribe`` says so.
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
  /// Nothing for a trigger order that will be a market order.
  public var limit: Price?
  /// As it was asked for.
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
  /// Cash and unrealised profit, fees and funding paid.
  public var equity: ExactMoney?
  public var marginUsed: ExactMoney?
  public var liquidationPrice: Price?
  /// Actions the account may still send, where the venue counts them and says so.
  public var actionsLeft: Int?

  public init(asOf: Instant, position: Position) {
    self.asOf = asOf
    self.position = position
  }
}

/// Some of the account's fills, oldest first.
public struct FillPage: Equatable, Sendable {
  /// From when on they were asked for, and after which fill, as in the question.
  public var since: Instant
  public var after: FillID?
  /// All fills up to here are in this page or the ones before, if it is the last.
  public var asOf: Instant
  public var fills: [Fill]
  /// Nothing was left out after the last of them.
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
    /// Nothing trades; orders stand.
    case halted
    /// Ended for good: closed, resolved or delisted; orders are gone.
    case closed
  }

  public var phase: Phase
  /// When it ends, where that is known.
  public var endsAt: Instant?
  /// The venue's clock as it answered.
  public var asOf: Instant

  public init(phase: Phase, endsAt: Instant? = nil, asOf: Instant) {
    self.phase = phase
    self.endsAt = endsAt
    self.asOf = asOf
  }
}
