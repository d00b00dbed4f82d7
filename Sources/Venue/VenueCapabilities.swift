import Market

/// Where a venue lets a page of fills begin.
public enum FillPaging: UInt8, CaseIterable, Sendable, Codable {
  /// At a moment. If one moment has more fills than a page holds, the rest can't be listed.
  case byTime
  /// After a fill, in the venue's order of listing, whatever the fill's number is.
  case byFill
}

/// What a venue can do. The engine asks this instead of knowing venues by name.
public struct VenueCapabilities: Hashable, Sendable, Codable {
  public var supportsReduceOnly = true
  /// Whether an order keeps its place in the queue when amended to a smaller size at the same
  /// price.
  public var amendKeepsQueueOnDecrease = false
  public var supportsAmend = false
  /// Whether an amend is a cancel and a new order inside. Between the two, a fill of the old order
  /// and the whole of the new one can both happen.
  public var amendIsCancelReplace = false
  public var supportsFillOrKill = false
  /// How many significant figures a price may have if it isn't a whole number (``PriceRule``); nil
  /// if only the tick counts.
  public var significantFigures: Int?
  /// The most requests of one kind in one message.
  public var maximumBatch = 1
  /// The most open orders the venue allows; nil if it sets no limit.
  public var maximumOpenOrders: Int?
  /// From this number of open orders on, the venue accepts no reduce-only and no trigger order; nil
  /// if it has no such rule.
  public var maximumOpenOrdersForExits: Int?

  /// The prices it can hold trigger orders on; empty if it has no trigger orders.
  public var triggerReferences: TriggerReferences = []
  /// Whether orders of one ``NewOrder/group`` cancel each other at the venue.
  public var groupsOrders = false
  /// Whether a partial fill of one order of a group makes the others smaller by as much.
  public var groupsCoverPartialFills = false
  /// Whether a resting reduce-only order shrinks with the position instead of being refused.
  public var shrinksReduceOnly = false
  /// Whether a reduce-only order that closes the whole position may be below the minimum notional.
  public var minimumSparesWholeClose = false

  /// Whether our own orders can trade with each other. If so, the venue refuses a post-only order
  /// that would cross our own order on the other side.
  public var ownOrdersMeet = true

  /// Whether ``OrderRequest/scheduleCancel(at:)`` works, for this account.
  public var supportsScheduledCancel = false
  /// The least time between now and a scheduled cancel, in nanoseconds.
  public var scheduledCancelLeadNanoseconds: Int64 = 0
  /// Whether the venue observes ``NewOrder/expiresAt``.
  public var supportsExpiry = false
  /// Whether the private stream begins with every live order.
  public var repeatsOrdersOnSubscribe = false
  /// Whether ``AccountState`` has the equity.
  public var tellsEquity = true
  /// Whether ``AccountState`` has the equity and the margin used.
  public var tellsMargin = true
  /// Whether fills carry ``Fill/positionBefore``.
  public var fillsCarryPosition = false
  /// Where a page of fills may begin.
  public var fillPaging = FillPaging.byTime

  /// The most fills it lists in one answer.
  public var fillsPerPage = 2_000
  /// The most requests and inquiries a minute from one address, in the venue's weights; nil if
  /// there is no such limit.
  public var weightPerMinute: Int?
  /// Actions the account may send in total before it must trade to get more; nil if there is no
  /// such limit.
  public var actionBudget: Int?

  public init() {}
}
