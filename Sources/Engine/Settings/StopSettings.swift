import Market
import Venue

/// Where stops lie, who holds them, and how far they may slip.
public struct StopSettings: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// Lots have no stop.
    case none
    /// A share of the true average entry.
    case away(BasisPoints)
    /// A multiple of the average true range, in hundredths.
    case averageRange(hundredths: Int64)
    /// One price for the whole grid: ``StopSettings/lineBelow`` for what is long,
    /// ``StopSettings/lineAbove`` for what is short.
    case line
  }

  public var place = Place.none
  public var lineBelow: DecimalNumber?
  public var lineAbove: DecimalNumber?
  /// The share of new lots whose stop the venue holds, where it can; the engine watches the others.
  public var venueShare = BasisPoints(hundredths: 1_000_000)
  /// Which price sets a stop off.
  public var reference = TriggerReference.mark
  /// How far past its trigger a stop may trade.
  public var slippage = BasisPoints(hundredths: 10_000)
  /// How long a stop that went off may stay unfilled before it is sent with a wider limit.
  public var escalateAfterNanoseconds: Int64 = 5_000_000_000
  /// How far past the opposite best an escalated stop may trade at most.
  public var escalateSlippage = BasisPoints(hundredths: 50_000)
  /// How long a lot may be without the cover its stop should give before that is an alarm.
  public var graceNanoseconds: Int64 = 3_000_000_000

  public init() {}

  /// Whether the average true range is asked for.
  var needsRange: Bool {
    if case .averageRange = place { true } else { false }
  }
}
