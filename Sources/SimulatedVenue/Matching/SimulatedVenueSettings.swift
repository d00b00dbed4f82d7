/// How a simulated venue behaves, as far as its user may choose.
public struct SimulatedVenueSettings: Hashable, Sendable {
  /// How long a request travels to the venue; a report takes as long back.
  public var orderLatencyNanoseconds: Int64 = 0
  /// The most that is added to a request's or report's way, drawn anew for each.
  public var orderJitterNanoseconds: Int64 = 0
  /// How long market data travels to us.
  public var feedLatencyNanoseconds: Int64 = 0
  /// The most that is added to an update's way.
  public var feedJitterNanoseconds: Int64 = 0
  /// What every draw is made from.
  public var seed: UInt64 = 0
  /// What is assumed about the queue before a resting order.
  public var queueRule: QueueRuleName = .pessimistic
  /// Whether a resting order also fills when the opposite best comes to its very price, as other
  /// backtesters have it. A venue would have matched the two; a feed that is often locked by nature
  /// would fill everything.
  public var fillsWhenLocked = false
  /// The most orders that may rest at once; nothing where there is no limit.
  public var maximumOpenOrders: Int?
  /// The most requests of one kind in one message: a capability told to the engine.
  public var maximumBatch = 50
  public var rules = RuleSettings()
  public var limits = LimitSettings()
  public var events = EventSettings()
  public var account = AccountSettings()
  public var memory = MemorySettings()
  /// How long a mark price is taken for the present one, in nanoseconds; zero until the next is told.
  public var markLastsNanoseconds: Int64 = 0
  /// Whether the venue keeps ``SimulatedVenue/history`` for those who check our books.
  public var keepsHistory = false

  public init() {}

  /// Whether new orders are held to more than the plain rules.
  var hasSpecialRules: Bool {
    rules.refusesEndedNames || rules.significantFigures != nil || account.leverage != nil
      || limits.openOrdersForExits != nil || limits.priceBandBasisPoints != nil
      || limits.positionValue != nil || rules.refusesEmptyTakers || rules.triggersMustReduce
  }

  /// Whether anything is decided about a message as a whole.
  var judgesMessages: Bool {
    limits.weightPerMinute != nil || limits.actions != nil || limits.refusesWholeMessages
  }

  /// Whether requests and reports take no time at all, so that nothing needs to queue.
  var isInstant: Bool { orderLatencyNanoseconds == 0 && orderJitterNanoseconds == 0 }
}

/// What a simulated venue has done so far.
public struct SimulatedVenueCounters: Hashable, Sendable {
  /// Messages that requests came in.
  public internal(set) var messages = 0
  /// Orders taken on.
  public internal(set) var accepted = 0
  /// Orders refused on arrival.
  public internal(set) var rejected = 0
  /// Orders that ended before they were filled whole, whatever the cause.
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
  /// Steps executed, of both sides together.
  public internal(set) var volume: Int64 = 0

  /// Executions of either kind.
  public var fills: Int { makerFills + takerFills }

  public init() {}
}
