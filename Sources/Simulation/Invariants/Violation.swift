import Engine
import Market

/// Something that must hold and did not.
public struct Violation: Equatable, Sendable {
  public let invariant: Invariant
  public let seed: UInt64
  /// How many things had happened.
  public let step: Int
  public let time: Instant
  /// Since the run began.
  public let elapsedNanoseconds: Int64
  public let expected: String
  public let found: String
}

/// What a checker has to say; the world adds seed, step and time.
struct Finding: Sendable {
  let invariant: Invariant
  let expected: String
  let found: String

  init(_ invariant: Invariant, expected: String, found: String) {
    self.invariant = invariant
    self.expected = expected
    self.found = found
  }
}

/// A watcher over one invariant.
///
/// ``look(at:)`` is asked after every step and must cost next to nothing where nothing happened;
/// ``look(at:closely:)`` now and then, with all that the engine shows.
protocol Checker: Sendable {
  /// After every step in which anything crossed the boundary or happened at the venue.
  mutating func look(at stage: borrowing Stage) -> Finding?
  /// After every other step.
  mutating func follow(_ stage: borrowing Stage)
  /// Every few simulated seconds, and at the end.
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding?
  /// A new engine has taken the old one's place, and knows nothing.
  mutating func beginEngine()
}

/// Most look at one of these alone.
extension Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? { nil }
  mutating func follow(_ stage: borrowing Stage) {}
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    nil
  }
  mutating func beginEngine() {}
}
