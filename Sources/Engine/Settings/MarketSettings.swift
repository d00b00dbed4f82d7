import Market

/// What counts as a market that can be quoted.
public struct MarketSettings: Hashable, Sendable, Codable {
  public enum BookSource: UInt8, CaseIterable, Sendable, Codable {
    /// Depth where the tape or venue has any, else quotes.
    case auto
    case depth
    case quotes
  }

  public var bookSource = BookSource.auto
  /// A book older than this is stale: no new opens. Zero never is.
  public var staleAfterNanoseconds: Int64 = 2_000_000_000
  /// Opens already resting are pulled at this age of the book. Zero never pulls.
  public var pullAfterNanoseconds: Int64 = 5_000_000_000
  /// A book older than this stops opens until the operator lets them go on. Zero never does.
  public var haltAfterNanoseconds: Int64 = 300_000_000_000
  /// When the market counts as coming to its end.
  public var life = LifeSettings()

  public init() {}

  /// A book older than this is not acted on; zero where any is.
  var blindAfterNanoseconds: Int64 {
    staleAfterNanoseconds > 0 ? staleAfterNanoseconds : haltAfterNanoseconds
  }
}

/// When a market counts as coming to its end, and what happens then.
public struct LifeSettings: Hashable, Sendable, Codable {
  /// What happens to open lots when the market comes to its end.
  public enum Ending: UInt8, CaseIterable, Sendable, Codable {
    /// They stay, with their exits.
    case hold
    /// The position is flattened at the cutoff.
    case close
  }

  /// When the market ends, where the operator knows; what the venue tells counts where that is earlier.
  public var endsAt: Instant?
  /// How often the venue is asked whether the market trades, in nanoseconds. Zero never asks.
  public var pollNanoseconds: Int64 = 60_000_000_000
  /// How long before the market's end entries stop, in nanoseconds.
  public var cutoffNanoseconds: Int64 = 60_000_000_000
  /// The most our clock may differ from the venue's, in nanoseconds. Zero lets it differ.
  public var maximumSkewNanoseconds: Int64 = 1_000_000_000
  public var ending = Ending.hold

  public init() {}
}

extension SettingRange {
  static let market: [SettingRange] = [
    .init(\.market.staleAfterNanoseconds, .upToADay),
    .init(\.market.pullAfterNanoseconds, .upToADay),
    .init(\.market.haltAfterNanoseconds, .upToADay),
    .init(\.market.life.pollNanoseconds, .upToADay),
    .init(\.market.life.cutoffNanoseconds, .upToADay),
    .init(\.market.life.maximumSkewNanoseconds, .upToADay),
  ]
}
