import Market
import Venue

/// How lots are closed.
public struct ExitSettings: Hashable, Sendable {
  public enum TakeProfit: Hashable, Sendable {
    /// At the next rung towards profit: one spacing from the entry.
    case paired
    /// A distance from the true average entry.
    case away(Distance)
  }

  /// What a take-profit does where resting at its price would cross.
  public enum WhenCrossing: UInt8, CaseIterable, Sendable {
    /// Takes at its price or better.
    case take
    /// Waits, post-only, until the book lets it rest.
    case wait
  }

  public var takeProfit = TakeProfit.paired
  public var whenCrossing = WhenCrossing.take
  /// The least profit over the fees of both fills, as a share of the entry.
  public var minimumEdge = BasisPoints(hundredths: 10)
  /// Reduce-only at the venue wherever the net position covers the live exits of its side and type.
  public var reduceOnlyWhereCovered = true
  public var stop = StopSettings()
  public var closing = ClosingSettings()
  public var bench = BenchSettings()
  public var runner = RunnerSettings()

  public init() {}
}
