/// How a simulated venue behaves, as far as its user can choose.
public struct SimulatedVenueSettings: Hashable, Sendable {
  /// How long a request travels to the venue, and a report back.
  public var orderLatencyNanoseconds: Int64 = 0
  /// The most that is added to the latency of a request or report, drawn for each.
  public var orderJitterNanoseconds: Int64 = 0
  /// How long market data travels to us.
  public var feedLatencyNanoseconds: Int64 = 0
  /// The most that is added to the latency of an update, drawn for each.
  public var feedJitterNanoseconds: Int64 = 0
  /// The seed of every draw.
  public var seed: UInt64 = 0
  /// The assumption about others' orders ahead of a resting order.
  public var queueRule: QueueRuleName = .pessimistic
  /// Whether a resting order also fills when the opposite best is equal to its price, as in other
  /// backtesters. A venue would have matched the two, but a feed that is often locked by nature
  /// would then fill everything.
  public var fillsWhenLocked = false
  /// The most orders that may be open at once, waiting triggers included; nil for no limit.
  public var maximumOpenOrders: Int?
  /// The most requests of one kind in one message; the engine learns it as a capability.
  public var maximumBatch = 50
  public var rules = RuleSettings()
  public var limits = LimitSettings()
  public var events = EventSettings()
  public var account = AccountSettings()
  public var memory = MemorySettings()
  /// How long a reported mark price is valid, in nanoseconds; 0 means until the next one.
  public var markLastsNanoseconds: Int64 = 0
  /// Whether the venue keeps ``SimulatedVenue/history``, for checkers of our books.
  public var keepsHistory = false

  public init() {}

  /// Whether new orders must pass more than the plain rules.
  var hasSpecialRules: Bool {
    rules.refusesEndedNames || rules.significantFigures != nil || account.leverage != nil
      || limits.openOrdersForExits != nil || limits.priceBandBasisPoints != nil
      || limits.positionValue != nil || rules.refusesEmptyTakers || rules.triggersMustReduce
  }

  /// Whether the venue decides anything about a message as a whole.
  var judgesMessages: Bool {
    limits.weightPerMinute != nil || limits.actions != nil || limits.refusesWholeMessages
  }

  /// Whether requests and reports have no latency, so that nothing needs to queue.
  var isInstant: Bool { orderLatencyNanoseconds == 0 && orderJitterNanoseconds == 0 }
}

/// What a simulated venue has done so far.
public struct SimulatedVenueCounters: Hashable, Sendable {
  /// Messages of requests that were submitted.
  public internal(set) var messages = 0
  /// Orders accepted.
  public internal(set) var accepted = 0
  /// Orders refused on arrival.
  public internal(set) var rejected = 0
  /// Orders that ended before they were filled whole, for any cause.
  public internal(set) var cancelled = 0
  /// Amends carried out.
  public internal(set) var amended = 0
  /// Cancels and amends refused.
  public internal(set) var refused = 0
  /// Orders filled whole.
  public internal(set) var completed = 0
  /// Executions of a resting order.
  public internal(set) var makerFills = 0
  /// Executions of an arriving order.
  public internal(set) var takerFills = 0
  /// Updates that left the book crossed.
  public internal(set) var crossedUpdates = 0
  /// Steps executed, buys and sells together.
  public internal(set) var volume: Int64 = 0

  /// Executions of either kind.
  public var fills: Int { makerFills + takerFills }

  public init() {}
}
