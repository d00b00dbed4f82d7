/// A branch that is only taken when something around the engine went wrong; each is counted, so that
/// a simulation can tell which ones it never reached.
public enum Recovery: UInt8, CaseIterable, Sendable {
  /// A fill came that was booked before.
  case duplicateFill
  /// A fill came for an order that is not in the registry.
  case unmatchedFill
  /// A cancel was refused; the order counts on.
  case cancelRefused
  /// An order ended at the venue that we did not cancel.
  case endedAtVenue
  /// An order was held back since it would have traded with one of ours.
  case heldForOwnOrder

  /// The stable word for reports.
  public var name: String {
    switch self {
    case .duplicateFill: "duplicate_fill"
    case .unmatchedFill: "unmatched_fill"
    case .cancelRefused: "cancel_refused"
    case .endedAtVenue: "ended_at_venue"
    case .heldForOwnOrder: "held_for_own_order"
    }
  }
}

/// How often each branch was taken.
public struct RecoveryCounts: Equatable, Sendable {
  private var counts = Array(repeating: 0, count: Recovery.allCases.count)

  public init() {}

  public subscript(recovery: Recovery) -> Int { counts[Int(recovery.rawValue)] }

  mutating func count(_ recovery: Recovery) { counts[Int(recovery.rawValue)] += 1 }
}
