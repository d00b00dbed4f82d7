import Market

/// Where a dry run's market comes from.
public enum MarketSource: Sendable {
  case tape(Tape)
  case generated(GeneratedMarketSettings)

  /// What is traded, with its venue's rules.
  public var instrument: Instrument {
    switch self {
    case .tape(let tape): tape.header.instrument
    case .generated(let settings): settings.instrument
    }
  }

  /// A tape's path, or the kind of a generated market.
  public var name: String {
    switch self {
    case .tape(let tape): tape.origin.path
    case .generated(let settings): "generated-\(settings.style.name)"
    }
  }

  /// The moment of the first update.
  public var first: Instant {
    switch self {
    case .tape(let tape): tape.header.firstTime
    case .generated(let settings): settings.start
    }
  }

  /// After this moment there is no update; nothing where it never ends.
  public var last: Instant? {
    switch self {
    case .tape(let tape): tape.header.lastTime
    case .generated(let settings):
      settings.lengthNanoseconds.map { settings.start.advanced(byNanoseconds: $0) }
    }
  }

  /// How many updates there are; nothing where that isn't known before they are played.
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

  /// The recording, if it is one.
  public var tape: Tape? {
    guard case .tape(let tape) = self else { return nil }
    return tape
  }
}
