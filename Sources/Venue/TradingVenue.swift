import Market

/// A place where orders go: takes requests and inquiries, yields reports and answers.
///
/// A conforming type is a value driven from outside. Nothing is called back; what the venue has to
/// say is taken when the session asks for it.
public protocol TradingVenue {
  var capabilities: VenueCapabilities { get }

  /// Hands over requests, in the order they must be worked.
  mutating func submit(_ requests: [OrderRequest], at time: Instant)

  /// Hands over inquiries.
  mutating func ask(_ inquiries: [Inquiry], at time: Instant)

  /// Moves the reports that have arrived by `time` to the end of `reports`, oldest first.
  mutating func takeReports(until time: Instant, into reports: inout [VenueReport])

  /// Moves the answers that have arrived by `time` to the end of `answers`, oldest first.
  mutating func takeAnswers(until time: Instant, into answers: inout [VenueAnswer])
}
