import Market

/// When a market counts as coming to its end, and what happens then.
public struct LifeSettings: Hashable, Sendable {
  /// What happens to open lots when the market comes to its end.
  public enum Ending: UInt8, CaseIterable, Sendable {
    /// They stay, with their exits.
    case hold
    /// The position is flattened at the cutoff.
    case close
  }

  /// When the market ends, where the operator knows; what the venue tells counts where that is earlier.
  public var endsAt: Instant?
  /// How often the venue is asked whether the market trades, in nanoseconds. Zero never asks.
  public var pollNanoseconds: Int64 = 60_000_000_000
  /// So long before the end there are no opens any more, in nanoseconds.
  public var cutoffNanoseconds: Int64 = 60_000_000_000
  /// The most our clock may differ from the venue's, in nanoseconds. Zero lets it differ.
  public var maximumSkewNanoseconds: Int64 = 1_000_000_000
  public var ending = Ending.hold

  public init() {}
}
