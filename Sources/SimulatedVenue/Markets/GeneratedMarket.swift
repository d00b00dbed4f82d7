import Market

/// A market that is generated from a seed as it is played: a value, so that a copy of it continues
/// with the same updates. It never ends unless its settings say so.
///
/// Each update is atomic and consistent in itself: trades sweep the levels that were shown, at
/// their prices and with no more size than they showed; then the book shows what is left and what
/// is new.
public struct GeneratedMarket: Sendable {
  public let settings: GeneratedMarketSettings
  /// The number of updates made so far.
  public private(set) var updates = 0
  /// When the next update comes; nil once the market is over.
  public private(set) var nextTime: Instant?

  private var dice: MarketDice
  /// The price at ``nextTime``: the move is made when the update is planned, so that a silence is
  /// known before it begins.
  private var path: PricePath
  /// The kind of the move to the next update.
  private var event = PricePath.Event.walk
  private var bids = ShownSide(.buy)
  private var asks = ShownSide(.sell)
  private var time: Instant
  private var memory: ChangeMemory
  /// The size of the average level, in steps.
  private let typical: Int64

  public init(_ settings: GeneratedMarketSettings) {
    self.settings = settings
    let instrument = settings.instrument
    let startTicks = settings.startTicks
    typical = max(1, (instrument.money(settings.levelNotional)?.units ?? 0) / startTicks)
    dice = MarketDice(settings.seed)
    path = PricePath(settings, startTicks: startTicks, dice: &dice)
    time = settings.start
    // Every level can be swept, removed and shown again.
    memory = ChangeMemory(capacity: settings.levels * 6 + 8)
    move(to: settings.start)
  }

  /// Makes the next update; nil once the market is over. The changes are valid until this value
  /// makes another update or is gone.
  public mutating func next() -> MarketUpdate? {
    guard let moment = nextTime else { return nil }
    if isKnownUniquelyReferenced(&memory) { memory.removeAll() } else { memory = memory.fresh() }
    let (oldBids, oldAsks) = (bids, asks)
    time = moment
    var kinds: MarketKinds = .depth
    switch event {
    case .walk where updates > 0: kinds.formUnion(trade())
    case .walk, .jump: break
    case .silence(let nanoseconds):
      memory.append(.gap(nanoseconds: nanoseconds))
      kinds.insert(.gap)
    }
    let isToldAnew = updates == 0 || kinds.contains(.gap)
    if isToldAnew { memory.append(.clear) }
    show(emptied: event != .walk)
    bids.changes(since: isToldAnew ? ShownSide(.buy) : oldBids, into: memory)
    asks.changes(since: isToldAnew ? ShownSide(.sell) : oldAsks, into: memory)
    updates += 1
    planNext()
    return MarketUpdate(time: time, kinds: kinds, changes: memory.changes)
  }

  private mutating func planNext() {
    let rate = settings.updatesPerSecond * (path.isRunning ? 4 : 1)
    let wait = 1 + dice.below(2_000_000_000 / rate)
    move(to: time.advanced(byNanoseconds: wait))
  }

  /// Moves the price to a time, and plans the update for it, or for the end of the silence that
  /// begins there.
  private mutating func move(to moment: Instant) {
    event = path.move(to: moment, after: moment.nanoseconds(since: time), &dice)
    var next = moment
    if case .silence(let nanoseconds) = event { next = moment.advanced(byNanoseconds: nanoseconds) }
    let end = settings.lengthNanoseconds.map { settings.start.advanced(byNanoseconds: $0) }
    nextTime = next <= end ?? .distantFuture ? next : nil
  }

  // MARK: The book

  /// The best bid that belongs to the path's price, and the best ask one tick above it.
  private var target: (bid: Int64, ask: Int64) {
    let bid = max(1, path.milliticks / 1_000)
    return (bid, bid + 1)
  }

  /// Trades through the levels that are in the way of the price, or now and then a little at the
  /// best.
  private mutating func trade() -> MarketKinds {
    let before = memory.count
    let target = target
    while let best = asks.levels.first, best.ticks < target.ask {
      tell(.buyTrade, best.ticks, best.steps)
      asks.take(best.steps)
    }
    while let best = bids.levels.first, best.ticks > target.bid {
      tell(.sellTrade, best.ticks, best.steps)
      bids.take(best.steps)
    }
    if memory.count == before, dice.once(in: 3) { tradeAtBest(dice.once(in: 2) ? .buy : .sell) }
    return memory.count == before ? [] : .trades
  }

  /// Lets somebody take a part of the best level of a side.
  private mutating func tradeAtBest(_ side: Side) {
    guard let best = (side == .buy ? bids : asks).levels.first else { return }
    let steps = dice.within(1...max(1, best.steps / 2))
    switch side {
    case .buy:
      tell(.sellTrade, best.ticks, steps)
      bids.take(steps)
    case .sell:
      tell(.buyTrade, best.ticks, steps)
      asks.take(steps)
    }
  }

  private func tell(_ kind: MarketChange.Kind, _ ticks: Int64, _ steps: Int64) {
    memory.append(MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps)))
  }

  private mutating func show(emptied: Bool) {
    let target = target
    let spread = dice.once(in: 8) ? dice.within(1...6) : 0
    bids.rebuild(
      best: target.bid, count: settings.levels, typical: typical, emptied: emptied, &dice)
    asks.rebuild(
      best: target.ask + spread, count: settings.levels, typical: typical, emptied: emptied, &dice)
    for _ in 0..<dice.below(4) {
      if dice.once(in: 2) { bids.redraw(typical, &dice) } else { asks.redraw(typical, &dice) }
    }
  }

  /// Adds everything that decides what the market makes next.
  public func digest(into hash: inout StateHash) {
    hash.add(updates)
    hash.add(dice.state)
    hash.add(time.nanoseconds)
    hash.add(nextTime?.nanoseconds ?? 0)
    path.digest(into: &hash)
    bids.digest(into: &hash)
    asks.digest(into: &hash)
  }
}

extension GeneratedMarketSettings {
  /// The first price in ticks; at least a thousand, so that there is room to move.
  var startTicks: Int64 {
    let one = DecimalNumber(mantissa: 1, decimals: 0)
    guard let units = instrument.money(price)?.units, let steps = one.count(of: step) else {
      return 1_000
    }
    return max(1_000, units / steps)
  }
}
