import Market

/// Where a venue lets a page of fills begin.
public enum FillPaging: UInt8, CaseIterable, Sendable, Codable {
  /// At a moment: of more fills of one moment than a page holds the rest can't be listed.
  case byTime
  /// After a fill, in the order in which the venue lists them, whatever its number is.
  case byFill
}

/// What a venue can do; the engine asks this instead of knowing venues by name.
public struct VenueCapabilities: Hashable, Sendable, Codable {
  public var supportsReduceOnly = true
  /// Whether a smaller size at the same price keeps the order's place in the queue.
  public var amendKeepsQueueOnDecrease = false
  public var supportsAmend = false
  /// Whether an amend is a cancel and a new order inside, with a moment between them in which a
  /// fill of the old order and the whole of the new one can both happen.
  public var amendIsCancelReplace = false
  public var supportsFillOrKill = false
  /// How many significant figures a price may have where it isn't a whole number (``PriceRule``);
  /// nothing where only the tick counts.
  public var significantFigures: Int?
  /// The most requests of one kind in one message.
  public var maximumBatch = 1
  /// The most open orders the venue allows; nothing where it sets no limit.
  public var maximumOpenOrders: Int?
  /// From so many open orders on the venue takes no reduce-only order and no trigger order; nothing
  /// where it has no such rule.
  public var maximumOpenOrdersForExits: Int?

  /// The prices it can hold trigger orders on; empty where it has none.
  public var triggerReferences: TriggerReferences = []
  /// Whether orders of one ``NewOrder/group`` cancel each other at the venue.
  public var groupsOrders = false
  /// Whether a group shrinks its members by what one of them filled in part.
  public var groupsCoverPartialFills = false
  /// Whether a resting reduce-only order shrinks with the position instead of being refused.
  public var shrinksReduceOnly = false
  /// Whether a reduce-only order that closes the whole position may be worth less than the minimum.
  public var minimumSparesWholeClose = false

  /// Whether our own orders count as the book to each other: a post-only order is refused where one
  /// of ours rests on the other side.
  public var ownOrdersMeet = true

  /// Whether ``OrderRequest/scheduleCancel(at:)`` works, for this account.
  public var supportsScheduledCancel = false
  /// How far ahead a scheduled cancel must lie at least, in nanoseconds.
  public var scheduledCancelLeadNanoseconds: Int64 = 0
  /// Whether ``NewOrder/expiresAt`` is held to.
  public var supportsExpiry = false
  /// Whether the private stream begins with every order that stands.
  public var repeatsOrdersOnSubscribe = false
  /// Whether ``AccountState`` tells equity.
  public var tellsEquity = true
  /// Whether ``AccountState`` tells equity and the margin used.
  public var tellsMargin = true
  /// Whether fills carry ``Fill/positionBefore``.
  public var fillsCarryPosition = false
  /// Where a page of fills may begin.
  public var fillPaging = FillPaging.byTime

  /// How many fills it lists in one answer at most.
  public var fillsPerPage = 2_000
  /// Requests and inquiries a minute from one address, in the venue's weights; nothing where there
  /// is no such limit.
  public var weightPerMinute: Int?
  /// Actions the account may send in all before it must trade for more; nothing where there is no
  /// such limit.
  public var actionBudget: Int?

  public init() {}
}
