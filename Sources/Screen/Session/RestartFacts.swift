import Engine
import Market

/// What is known of a run that continues from its journal: how the last process ended, and what the
/// journal holds.
public struct RestartFacts: Equatable, Sendable {
  /// The moment of the last recorded input, by the market's clock.
  public var ended: Instant
  /// When the run was continued, by the same clock.
  public var continued: Instant
  /// Whether the last process closed its journal. Otherwise it was killed, or it crashed.
  public var wasClosed: Bool
  /// The build that recorded it last; nil if it was this one.
  public var otherBuild: String?
  /// What the journal holds, as of the last recorded input.
  public var recorded: Snapshot

  public init(
    ended: Instant, continued: Instant, wasClosed: Bool, otherBuild: String? = nil,
    recorded: Snapshot
  ) {
    self.ended = ended
    self.continued = continued
    self.wasClosed = wasClosed
    self.otherBuild = otherBuild
    self.recorded = recorded
  }
}

extension SessionStatus {
  /// Whether entries, or the whole dry run, wait until the operator has answered the restart.
  func awaitsAnswer(_ snapshot: Snapshot) -> Bool {
    guard let restart else { return false }
    return snapshot.control.awaitsAnswer
      || canStep && isPaused && snapshot.time <= restart.continued
  }
}
