import Market

/// Position and profit. Net profit = realised + unrealised, both after their fees.
public struct AccountView: Equatable, Sendable {
  public var position = Position.flat
  /// The average entry of the lots on the position's side, rounded to a tick.
  public var averageEntry: Price?
  /// Closed trades less all fees.
  public var realised = ExactMoney.zero
  /// What the position is valued at: the mark price rounded against it, or the mid rounded down where
  /// there is no mark price to go by. Nil while neither is known.
  public var valuedAt: Price?
  /// Open lots at that price; nil while there is a position and no price.
  public var unrealised: ExactMoney? = .zero
  /// What fills opened since that price is worth no more than it cost, until a price comes that is as new.
  public var awaitsMark = false
  public var fees = ExactMoney.zero
  /// Funding received less funding paid; realised has it in it.
  public var funding = ExactMoney.zero
  /// The largest fall of net profit from its peak.
  public var maximumDrawdown = ExactMoney.zero
  /// The high-water mark of net profit.
  public var peak = ExactMoney.zero

  public init() {}
}

/// What could be held on either side, worst case: each lot closed once and every open filled.
public struct ExposureView: Equatable, Sendable {
  public var liveBuys = Quantity.zero
  public var liveSells = Quantity.zero
  public var worstLong = Position.flat
  public var worstShort = Position.flat
  public var cap: Quantity?
  public var openOrders = 0
  public var openOrdersCap: Int?
  /// Lots' quantity that stops at the venue cover, that the engine watches, and that nobody protects;
  /// where lots have no stops, the last is what has no live exit.
  public var venueStops = Quantity.zero
  public var watchedStops = Quantity.zero
  public var naked = Quantity.zero
  /// What both legs of lots filled too much, signed; it waits for the operator to close it.
  public var excess = Position.flat
  /// Quote currency reserved by live buys, fees included.
  public var reservedQuote = ExactMoney.zero

  public init() {}
}

/// What was counted since the start.
public struct Counters: Equatable, Sendable, Codable {
  /// Atomic market updates taken in.
  public var updates = 0
  /// Inputs after which orders were sent, moved or cancelled.
  public var decisions = 0
  /// Times the ladder was anchored anew.
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
  /// Fills of the account that are not of our orders.
  public var foreignFills = 0
  public var fundings = 0
  /// Orders held back by a gate.
  public var gated = 0
  /// Looks at a lot or rung that waited for a later input, since one input may cause only so many.
  public var bounded = 0

  public init() {}
}
