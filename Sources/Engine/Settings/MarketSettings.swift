import Market

/// The conditions under which a market can be quoted on.
public struct MarketSettings: Hashable, Sendable, Codable {
  public enum BookSource: UInt8, CaseIterable, Sendable, Codable {
    /// Depth if the tape or venue has any, otherwise quotes.
    case auto
    case depth
    case quotes
  }

  public var bookSource = BookSource.auto
  /// A book older than this is stale: no new entries are sent. Zero disables this.
  public var staleAfterNanoseconds: Int64 = 2_000_000_000
  /// Resting entries are cancelled at this age of the book. Zero disables this.
  public var pullAfterNanoseconds: Int64 = 5_000_000_000
  /// A book older than this stops entries until the operator lets them resume. Zero disables this.
  public var haltAfterNanoseconds: Int64 = 300_000_000_000
  /// When the market counts as about to end.
  public var life = LifeSettings()

  public init() {}

  /// No decision is made on a book older than this; zero sets no limit.
  var blindAfterNanoseconds: Int64 {
    staleAfterNanoseconds > 0 ? staleAfterNanoseconds : haltAfterNanoseconds
  }
}

/// When a market counts as about to end, and what happens then.
public struct LifeSettings: Hashable, Sendable, Codable {
  /// What happens to open lots when the market is about to end.
  public enum Ending: UInt8, CaseIterable, Sendable, Codable {
    /// They stay, with their exits.
    case hold
    /// The position is flattened at the cutoff.
    case close
  }

  /// When the market ends, if the operator knows; an earlier end that the venue reports takes
  /// precedence.
  public var endsAt: Instant?
  /// How often the venue is asked whether the market trades, in nanoseconds. Zero never asks.
  public var pollNanoseconds: Int64 = 60_000_000_000
  /// How long before the market's end entries stop, in nanoseconds.
  public var cutoffNanoseconds: Int64 = 60_000_000_000
  /// The most our clock may differ from the venue's, in nanoseconds. Zero sets no limit.
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
