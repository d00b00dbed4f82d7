import Market

/// A place on a market, between two updates. It is a value: a copy stays where it is and will see
/// the same updates.
public struct MarketFeed: Sendable {
  private let tape: Tape?
  /// The place on the tape; whoever plays one on a hot path moves it by itself.
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

  /// How many updates are behind it.
  public var update: Int { market?.updates ?? place.update }

  /// When the next update comes; nothing at the end.
  public var nextTime: Instant? {
    if let tape { return place.nextTime(in: tape.records) }
    return market?.nextTime
  }

  /// Returns the next update and steps over it; nothing at the end. The changes are valid until
  /// this value makes another step or is gone.
  public mutating func next() -> MarketUpdate? {
    if let tape { return place.next(in: tape.records) }
    let time = market?.nextTime
    let update = market?.next()
    // Everything else is put in order by the time that was told before.
    precondition(update?.time == time, "an update comes at the time that was told")
    return update
  }

  /// Adds the place, and all that decides what comes next.
  public func digest(into hash: inout StateHash) {
    hash.add(update)
    market?.digest(into: &hash)
  }
}
