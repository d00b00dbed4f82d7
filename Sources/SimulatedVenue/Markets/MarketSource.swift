import Market

/// Where a dry run's market comes from.
public enum MarketSource: Sendable {
  case tape(Tape)
  case generated(GeneratedMarketSettings)

  /// The instrument that is traded, with its venue's rules.
  public var instrument: Instrument {
    switch self {
    case .tape(let tape): tape.header.instrument
    case .generated(let settings): settings.instrument
    }
  }

  /// The path of a tape, or `generated-` and the style of a generated market.
  public var name: String {
    switch self {
    case .tape(let tape): tape.origin.path
    case .generated(let settings): "generated-\(settings.style.name)"
    }
  }

  /// The time of the first update.
  public var first: Instant {
    switch self {
    case .tape(let tape): tape.header.firstTime
    case .generated(let settings): settings.start
    }
  }

  /// No update comes after this time; nil if the market never ends.
  public var last: Instant? {
    switch self {
    case .tape(let tape): tape.header.lastTime
    case .generated(let settings):
      settings.lengthNanoseconds.map { settings.start.advanced(byNanoseconds: $0) }
    }
  }

  /// The number of updates; nil if it isn't known before they are played.
  public var updateCount: Int? {
    switch self {
    case .tape(let tape): tape.header.counts.updates
    case .generated: nil
    }
  }

  /// Whether it has a depth channel.
  public var hasDepth: Bool {
    switch self {
    case .tape(let tape): tape.header.counts.levels > 0
    case .generated: true
    }
  }

  /// The tape, if the source is one; else nil.
  public var tape: Tape? {
    guard case .tape(let tape) = self else { return nil }
    return tape
  }
}
