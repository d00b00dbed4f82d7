import Engine
import Market

/// An invariant that did not hold.
public struct Violation: Equatable, Sendable {
  public let invariant: Invariant
  public let seed: UInt64
  /// The number of steps until then.
  public let step: Int
  public let time: Instant
  /// The time since the run began.
  public let elapsedNanoseconds: Int64
  public let expected: String
  public let found: String
}

/// The finding of a checker; the world adds seed, step and time.
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

/// Checks one invariant.
///
/// ``look(at:)`` is called after every eventful step and must be cheap if nothing relevant
/// happened. ``look(at:closely:)`` is called now and then, with all that the engine shows.
protocol Checker: Sendable {
  /// Called after every step in which anything crossed the boundary or happened at the venue.
  mutating func look(at stage: borrowing Stage) -> Finding?
  /// Called after every other step.
  mutating func follow(_ stage: borrowing Stage)
  /// Called every few simulated seconds.
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding?
  /// A new engine has taken the old one's place, and knows nothing.
  mutating func beginEngine()
  /// Another process continues with the engine of its journal.
  ///
  /// - Parameter durable: this checker as it was when that engine was committed.
  mutating func continueEngine(from durable: Self)
}

/// Most checkers implement only one of these.
extension Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? { nil }
  mutating func follow(_ stage: borrowing Stage) {}
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    nil
  }
  mutating func beginEngine() {}
  /// What a checker measures in time begins again.
  mutating func continueEngine(from durable: Self) { beginEngine() }

  /// Like ``continueEngine(from:)``, for a checker of any type.
  mutating func goOn(from durable: any Checker) {
    guard let durable = durable as? Self else {
      preconditionFailure("the list of checkers never changes")
    }
    continueEngine(from: durable)
  }
}
