import Market

/// What a venue can do; the engine asks this instead of knowing venues by name.
public struct VenueCapabilities: Hashable, Sendable {
  public var supportsReduceOnly = true
  /// Whether a smaller size at the same price keeps the order's place in the queue.
  public var amendKeepsQueueOnDecrease = false
  public var supportsAmend = false
  /// The most requests of one kind in one message.
  public var maximumBatch = 1
  /// The most open orders the venue allows; nothing where it sets no limit.
  public var maximumOpenOrders: Int?

  public init() {}
}

/// A place where orders go: takes requests, yields reports.
///
/// A conforming type is a value driven from outside. Nothing is called back; what the venue has to
/// say is taken when the session asks for it.
public protocol TradingVenue {
  var capabilities: VenueCapabilities { get }

  /// Hands over requests, in the order they must be worked.
  mutating func submit(_ requests: [OrderRequest], at time: Instant)

  /// Moves the reports that have arrived by `time` to the end of `reports`, oldest first.
  mutating func takeReports(until time: Instant, into reports: inout [VenueReport])
}
