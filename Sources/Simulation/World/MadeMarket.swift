import Market
import SimulatedVenue

/// A market from a seed: eight levels per side around a price that wanders. It is drawn in points
/// and shares and converted to ticks and steps, so that one seed moves the same way at every price.
struct MadeMarket {
  private var dice: Dice
  private let kind: MarketKind
  private let facts: MarketFacts
  private var time = MadeMarket.start
  /// In points: hundred-thousandths of the starting price.
  private var middle = MarketFacts.startPoints
  /// Its direction, if it moves one way.
  private var drift: Int64 = 1
  private var bids: [Level] = []
  private var asks: [Level] = []
  private var records: [MarketChange] = []

  private typealias Level = (ticks: Int64, steps: Int64)

  private static let start = Instant(nanoseconds: 1_700_000_000_000_000_000)
  /// How far apart its levels are, in points.
  private static let levelPoints: Int64 = 2

  /// Prices in hundredths, sizes in thousandths, a minimum notional of ten.
  private static let instrument = Instrument(
    symbol: "MADE", venue: "simulated", tick: DecimalNumber(mantissa: 1, decimals: 2),
    step: DecimalNumber(mantissa: 1, decimals: 3), minimumNotional: Money(units: 1_000_000),
    makerFee: FeeRate(hundredMillionths: 15_000), takerFee: FeeRate(hundredMillionths: 45_000))

  static let facts = MarketFacts(
    instrument: instrument, startTicks: MarketFacts.startPoints)

  /// The market of a seed as a tape.
  static func tape(
    _ kind: MarketKind, seed: UInt64, nanoseconds: Int64, _ facts: MarketFacts = facts
  ) -> Tape {
    var market = MadeMarket(kind, seed: seed, facts)
    let end = start.advanced(byNanoseconds: nanoseconds)
    while market.time < end { market.update() }
    return Tape(made: market.records, of: facts.instrument)
  }

  private init(_ kind: MarketKind, seed: UInt64, _ facts: MarketFacts) {
    self.kind = kind
    self.facts = facts
    dice = Dice(seed, .market)
    show([.clear])
  }

  private mutating func update() {
    let isSilent = kind == .halt && dice.once(in: 400)
    time = time.advanced(
      byNanoseconds: 1_000_000 * (isSilent ? dice.within(3_000...60_000) : dice.within(1...1_600)))
    move()
    var changes: [MarketChange] = []
    if dice.once(in: 2) { changes.append(trade()) }
    // The old levels are removed first, then the new ones are shown.
    for level in bids { changes.append(change(.bidLevel, level.ticks, 0)) }
    for level in asks { changes.append(change(.askLevel, level.ticks, 0)) }
    show(changes)
  }

  private mutating func move() {
    middle += dice.within(-16...16)
    if kind == .trending {
      if dice.once(in: 900) { drift = -drift }
      middle += drift
    }
    if kind == .gap, dice.once(in: 150) { middle += dice.within(-400...400) }
    middle = max(1_000, middle)
  }

  /// A trade near the best prices; a wick goes far beyond them.
  private mutating func trade() -> MarketChange {
    let buys = dice.once(in: 2)
    let isFar = dice.once(in: kind == .wick ? 20 : 60)
    let reach = isFar ? dice.within(10...250) : dice.within(1...8)
    let price = max(1, facts.ticks(ofPoints: middle + (buys ? reach : -reach)))
    return change(
      buys ? .buyTrade : .sellTrade, price, max(1, facts.steps(ofShares: dice.within(1...120))))
  }

  private mutating func show(_ changes: [MarketChange]) {
    var changes = changes
    bids = levels(-1)
    asks = levels(1)
    for level in bids { changes.append(change(.bidLevel, level.ticks, level.steps)) }
    for level in asks { changes.append(change(.askLevel, level.ticks, level.steps)) }
    records.append(.frame(at: time, kinds: kinds(of: changes), count: changes.count))
    records += changes
  }

  private func kinds(of changes: [MarketChange]) -> MarketKinds {
    let isTrade = changes.contains { $0.kind == .buyTrade || $0.kind == .sellTrade }
    return isTrade ? [.depth, .trades] : .depth
  }

  /// Eight levels, each on its own tick. With coarse ticks they are further apart.
  private mutating func levels(_ sign: Int64) -> [Level] {
    let bestBid = max(1, facts.ticks(ofPoints: middle - 1))
    let best = sign < 0 ? bestBid : max(bestBid + 1, facts.ticks(ofPoints: middle + 1))
    var levels: [Level] = []
    for place in 0..<Int64(8) {
      let steps = max(1, facts.steps(ofShares: dice.within(1...90)))
      let away = max(place, facts.ticks(ofPoints: place * MadeMarket.levelPoints))
      let ticks = best + sign * away
      if ticks > 0 { levels.append((ticks, steps)) }
    }
    return levels
  }

  private func change(_ kind: MarketChange.Kind, _ ticks: Int64, _ steps: Int64) -> MarketChange {
    MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps))
  }
}
