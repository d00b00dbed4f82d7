import Market

/// Position and profit. Net profit = realised + unrealised. All fees are in realised.
public struct AccountView: Equatable, Sendable {
  public var position = Position.flat
  /// The average entry of the lots on the position's side, rounded to a tick.
  public var averageEntry: Price?
  /// Profit of closed trades, after all fees and funding.
  public var realised = ExactMoney.zero
  /// The price that the position is valued at: the mark price rounded against it, or the mid
  /// rounded down if there is no usable mark price. Nil while neither is known.
  public var valuedAt: Price?
  /// Profit of open lots at that price, before fees; nil while there is a position and no price.
  public var unrealised: ExactMoney? = .zero
  /// Fills are newer than that price. Until an equally new price comes, what they opened is valued
  /// at no more than it cost.
  public var awaitsMark = false
  public var fees = ExactMoney.zero
  /// Funding received minus funding paid; included in realised.
  public var funding = ExactMoney.zero
  /// The largest fall of net profit from its peak.
  public var maximumDrawdown = ExactMoney.zero
  /// The high-water mark of net profit.
  public var peak = ExactMoney.zero

  public init() {}
}

/// What could be held on either side in the worst case: each lot closed once, and every entry
/// filled.
public struct ExposureView: Equatable, Sendable {
  public var liveBuys = Quantity.zero
  public var liveSells = Quantity.zero
  public var worstLong = Position.flat
  public var worstShort = Position.flat
  public var cap: Quantity?
  public var openOrders = 0
  public var openOrdersCap: Int?
  /// Quantity of lots covered by stops at the venue, covered by watched stops, and unprotected. If
  /// lots have no stops, ``naked`` is what has no live exit.
  public var venueStops = Quantity.zero
  public var watchedStops = Quantity.zero
  public var naked = Quantity.zero
  /// Over-filled quantity, signed: what both legs of lots filled beyond the lots. It waits for the
  /// operator to close it.
  public var excess = Position.flat
  /// Quote currency reserved by live buys, fees included.
  public var reservedQuote = ExactMoney.zero

  public init() {}
}

/// Counts since the start.
public struct Counters: Equatable, Sendable, Codable {
  /// Atomic market updates processed.
  public var updates = 0
  /// Inputs after which orders were sent, moved or cancelled.
  public var decisions = 0
  /// Number of times the ladder got a new anchor.
  public var replans = 0
  public var submitted = 0
  public var amended = 0
  public var cancelled = 0
  public var rejected = 0
  public var fills = 0
  public var makerFills = 0
  public var takerFills = 0
  public var lotsOpened = 0
  public var lotsClosed = 0
  public var duplicateFills = 0
  public var unmatchedFills = 0
  /// Fills of the account that belong to none of our orders.
  public var foreignFills = 0
  public var fundings = 0
  /// Orders held back by a gate.
  public var gated = 0
  /// Checks of a lot or rung that were postponed to a later input by the work bound.
  public var bounded = 0

  public init() {}
}
