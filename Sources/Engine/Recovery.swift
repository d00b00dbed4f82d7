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
  /// A leg was refused; its lot is watched meanwhile, and the leg tried again.
  case legRefused
  /// A stop that went off was sent again with a wider limit.
  case stopEscalated
  /// A lot had no protection for longer than an order's way takes.
  case nakedLot

  /// The stable word for reports.
  public var name: String {
    switch self {
    case .duplicateFill: "duplicate_fill"
    case .unmatchedFill: "unmatched_fill"
    case .cancelRefused: "cancel_refused"
    case .endedAtVenue: "ended_at_venue"
    case .legRefused: "leg_refused"
    case .stopEscalated: "stop_escalated"
    case .nakedLot: "naked_lot"
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
