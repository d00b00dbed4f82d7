import Engine
import Market
import Session
import SimulatedVenue

/// Everything a seed decides about a world: configuration, market, faults, what the operator does
/// and when. A value, so that a failure can be tried again with less of it.
public struct WorldPlan: Sendable {
  public let seed: UInt64
  public var run = DryRunSettings()
  public var market: MarketKind
  /// What the operator does, in the order of time.
  public var deeds: [Deed] = []
  /// How long faults befall.
  public var safetyNanoseconds: Int64
  /// Whether the operator takes back all freezes and pauses as the faults end.
  public var letsGoAtEnd = true
  /// In steps, as the risk settings have it; nothing where there is no cap.
  var positionCap: Int64?

  /// How long after the last fault all must agree again.
  static let livenessNanoseconds: Int64 = 60_000_000_000

  static let hourNanoseconds: Int64 = 3_600_000_000_000
}
