import SimulatedVenue
import Venue

/// What crossed the boundary between an engine and everything else, in the order in which the
/// engine sent or received it. Observers use it that trust neither side's books.
public struct Traffic: Sendable {
  /// What left the engine.
  public internal(set) var requests: [OrderRequest] = []
  public internal(set) var inquiries: [Inquiry] = []
  /// What reached the engine.
  public internal(set) var reports: [VenueReport] = []
  public internal(set) var answers: [VenueAnswer] = []

  public var isEmpty: Bool {
    requests.isEmpty && inquiries.isEmpty && reports.isEmpty && answers.isEmpty
  }

  /// Drops the traffic and keeps the capacity.
  mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    inquiries.removeAll(keepingCapacity: true)
    reports.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
  }
}

extension DryRun {
  /// Returns what happened at the venue since the last call, if the venue keeps a history.
  public mutating func takeHistory() -> [VenueEvent] { venue.takeHistory() }

  /// Drops the traffic seen so far.
  public mutating func dropTraffic() { kernel.dropTraffic() }
}
