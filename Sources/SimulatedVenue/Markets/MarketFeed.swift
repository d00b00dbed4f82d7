import Market

/// A place in a market, between two updates. It is a value: a copy stays where it is and will see
/// the same updates.
public struct MarketFeed: Sendable {
  private let tape: Tape?
  /// The place on the tape; a hot path that plays a tape moves it directly.
  public var place = TapeCursor()
  public private(set) var market: GeneratedMarket?

  public init(_ source: MarketSource) {
    switch source {
    case .tape(let tape):
      self.tape = tape
      market = nil
    case .generated(let settings):
      tape = nil
      market = GeneratedMarket(settings)
    }
  }

  /// The number of updates before this place.
  public var update: Int { market?.updates ?? place.update }

  /// When the next update comes; nil at the end.
  public var nextTime: Instant? {
    if let tape { return place.nextTime(in: tape.records) }
    return market?.nextTime
  }

  /// Returns the next update and steps over it; nil at the end. The changes are valid until this
  /// value makes another step or is gone.
  public mutating func next() -> MarketUpdate? {
    if let tape { return place.next(in: tape.records) }
    let time = market?.nextTime
    let update = market?.next()
    // Everything else was ordered by the time that was announced before.
    precondition(update?.time == time, "an update comes at the time that was told")
    return update
  }

  /// Adds the place, and everything that decides what comes next.
  public func digest(into hash: inout StateHash) {
    hash.add(update)
    market?.digest(into: &hash)
  }
}
