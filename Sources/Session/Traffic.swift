import SimulatedVenue
import Venue

/// What went over the boundary between an engine and everything else, in the order in which the
/// engine sent or heard it: what an observer goes by who trusts neither side's books.
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

  /// Forgets what was looked at and keeps the room.
  mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    inquiries.removeAll(keepingCapacity: true)
    reports.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
  }
}

extension DryRun {
  /// Takes what happened at the venue since it was last taken, where the venue keeps a history.
  public mutating func takeHistory() -> [VenueEvent] { venue.takeHistory() }

  /// Forgets the traffic seen so far.
  public mutating func dropTraffic() { kernel.dropTraffic() }
}
