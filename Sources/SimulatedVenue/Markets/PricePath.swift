import Market

/// The path of the price, in whole thousandths of a tick so that rounding does not build up, and
/// never far from its start.
///
/// A style is a way of moving; ``MarketStyle/mixed`` takes up another every 10 to 40 minutes.
struct PricePath: Sendable {
  /// The kind of one move.
  enum Event: Equatable, Sendable {
    /// The price moved there, through every price between.
    case walk
    /// The price jumped, over all prices between.
    case jump
    /// Nothing was heard for this number of nanoseconds, and the price is elsewhere now.
    case silence(Int64)
  }

  /// The price in thousandths of a tick.
  private(set) var milliticks: Int64
  private let home: Int64
  private let mixes: Bool
  /// The style of its moves now, and until when.
  private(set) var style: MarketStyle
  private var styleEnds: Instant
  /// The price that a quiet market returns to.
  private var centre: Int64
  /// The speed of a trend, in milliticks per second; 0 without one.
  private var drift: Int64 = 0
  private var driftEnds = Instant.distantPast
  /// When the style's next special event happens: a run, a jump or a silence.
  private var nextEvent: Instant
  /// A fast run far away and back: its speed in milliticks per second, when it turns, and when it
  /// ends. Nil if there is none.
  private var run: (speed: Int64, turns: Instant, ends: Instant)?
  /// Whether a run is going on.
  var isRunning: Bool { run != nil }
  /// The standard deviation over one second, in milliticks.
  private let volatility: Int64

  init(_ settings: GeneratedMarketSettings, startTicks: Int64, dice: inout MarketDice) {
    milliticks = startTicks * 1_000
    home = milliticks
    centre = milliticks
    mixes = settings.style == .mixed
    style = mixes ? .quiet : settings.style
    volatility = max(1, milliticks / 1_000_000 * settings.volatilityHundredths)
    styleEnds = mixes ? settings.start : .distantFuture
    nextEvent = settings.start
    plan(after: settings.start, &dice)
  }

  /// A share of the first price, given in hundredths of a basis point, in milliticks.
  private func share(_ hundredths: Int64) -> Int64 { home / 1_000_000 * hundredths }

  private static let second: Int64 = 1_000_000_000
  private static let minute: Int64 = 60 * second

  private mutating func plan(after time: Instant, _ dice: inout MarketDice) {
    let minutes: ClosedRange<Int64> =
      switch style {
      case .wick: 3...12
      case .gap: 5...20
      case .halt: 8...30
      case .quiet, .trending, .mixed: 1_000_000...1_000_000
      }
    nextEvent = time.advanced(
      byNanoseconds: dice.within(minutes.lowerBound * 60...minutes.upperBound * 60)
        * PricePath.second)
  }

  /// Moves the price to `time`, which is `passed` nanoseconds after the last move.
  mutating func move(to time: Instant, after passed: Int64, _ dice: inout MarketDice) -> Event {
    if time >= styleEnds { takeUpAnother(at: time, &dice) }
    if time >= nextEvent {
      plan(after: time, &dice)
      if let event = happen(at: time, &dice) { return event }
    }
    // The deviation grows with the square root of time.
    let slice = min(passed, PricePath.second)
    let root = PricePath.root(slice / 1_000)
    milliticks += dice.around(zero: volatility * root / 1_000)
    milliticks += pull(over: slice, at: time, &dice)
    milliticks = min(max(milliticks, home / 3), home * 3)
    return .walk
  }

  /// The part of a move that has a direction, in milliticks.
  private mutating func pull(over slice: Int64, at time: Instant, _ dice: inout MarketDice) -> Int64
  {
    if let run {
      if time >= run.ends { self.run = nil }
      let speed = time < run.turns ? run.speed : -run.speed / 4
      return speed / 1_000 * (slice / 1_000) / 1_000
    }
    switch style {
    case .trending:
      if time >= driftEnds { turn(at: time, &dice) }
      return drift * (slice / 1_000) / 1_000_000
    case .quiet, .wick, .gap, .halt, .mixed:
      // Back to the centre within about ten minutes.
      return (centre - milliticks) / 600 * (slice / 1_000_000) / 1_000
    }
  }

  /// Begins another trend, towards the first price if that is far.
  private mutating func turn(at time: Instant, _ dice: inout MarketDice) {
    let isFar = abs(milliticks - home) > home / 5
    let isUp = isFar ? milliticks < home : dice.once(in: 2)
    // 0.5 to 3 bps per minute, some 30 to 180 per hour.
    drift = share(dice.within(50...300)) / 60 * (isUp ? 1 : -1)
    driftEnds = time.advanced(byNanoseconds: dice.within(15...75) * PricePath.minute)
  }

  private mutating func happen(at time: Instant, _ dice: inout MarketDice) -> Event? {
    let sign: Int64 = dice.once(in: 2) ? 1 : -1
    switch style {
    case .wick:
      // 40 to 250 bps within one to three seconds, and about three quarters of it back.
      let out = dice.within(1_000...3_000) * 1_000_000
      let reach = share(dice.within(4_000...25_000))
      let turns = time.advanced(byNanoseconds: out)
      run = (
        sign * reach / (out / 1_000_000) * 1_000, turns,
        turns.advanced(byNanoseconds: out * dice.within(3...4))
      )
      return nil
    case .gap:
      milliticks += sign * share(dice.within(3_000...20_000))
      centre = milliticks
      return .jump
    case .halt:
      milliticks += sign * share(dice.within(500...8_000))
      centre = milliticks
      return .silence(dice.within(20...240) * PricePath.second)
    case .quiet, .trending, .mixed: return nil
    }
  }

  private mutating func takeUpAnother(at time: Instant, _ dice: inout MarketDice) {
    let styles: [MarketStyle] = [.quiet, .trending, .wick, .gap, .halt]
    style = styles[Int(dice.below(5))]
    styleEnds = time.advanced(byNanoseconds: dice.within(10...40) * PricePath.minute)
    centre = milliticks
    driftEnds = time
    run = nil
    // Each style has its first event soon after it begins.
    nextEvent = time.advanced(byNanoseconds: dice.within(60...240) * PricePath.second)
  }

  /// The square root, rounded down.
  private static func root(_ number: Int64) -> Int64 {
    var low: Int64 = 0
    var high: Int64 = 1 << 20
    while high - low > 1 {
      let middle = (low + high) / 2
      if middle * middle <= number { low = middle } else { high = middle }
    }
    return low
  }

  func digest(into hash: inout StateHash) {
    hash.add(milliticks)
    hash.add(UInt64(style.rawValue))
    hash.add(centre)
    hash.add(drift)
    hash.add(nextEvent.nanoseconds)
    hash.add(run?.speed ?? 0)
  }
}
