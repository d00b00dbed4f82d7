import Market

/// How volatile the market is: the average true range of bars of the mid, and the moving variance
/// of its returns from sample to sample.
///
/// It gets the mid with each book, before the book changes: a mid holds until the next one comes.
/// So a second of silence has a return of zero. A silence long enough to be a gap is not measured,
/// and the mid after it is a new beginning, not a return.
///
/// - Unit: mids count half ticks; returns are parts of one. Floating point: it steers.
struct Volatility: Sendable, Codable {
  /// Whether any setting needs it; nothing is measured otherwise.
  let isActive: Bool
  private let settings: VolatilitySettings
  /// What is left of a return's weight after one sample.
  private let decay: Double

  /// The time of the next sample; on whole samples since 1970.
  private var nextSample = Instant.distantPast
  /// The mid at the previous sample.
  private var lastSample2: Int64?
  private var sum = 0.0
  private var weight = 0.0
  private var samples: Int64 = 0

  /// The bar in progress: its end, and the highest and lowest mid in it.
  private var barEnd = Instant.distantPast
  private var high2 = Int64.min
  private var low2 = Int64.max
  private var lastClose2: Int64?
  /// The mid is known since the bar began: a partial bar doesn't count.
  private var isWhole = false
  /// Data were missed, so the known mid may be out of date until the next book.
  private var isBlind = false
  /// True ranges of the last bars, in half ticks; the oldest is overwritten.
  private var ranges: [Int64] = []
  private var place = 0
  /// A bar was kept since the last call of `takeNewRange`.
  private var hasNewRange = false

  /// The number of samples before a deviation is used.
  static let leastSamples: Int64 = 30

  init(_ settings: VolatilitySettings, isActive: Bool) {
    self.settings = settings
    self.isActive = isActive
    let samples = settings.halfLifeNanoseconds / max(1, settings.sampleNanoseconds)
    decay = WholePower.halving(after: samples)
    if isActive { ranges.reserveCapacity(settings.atrBars) }
  }

  /// Takes in the mid that held from the book of `since` until `now`. Returns whether a sample was
  /// taken, so that the measures may have changed.
  @inline(__always)
  mutating func observe(_ mid2: Int64?, since: Instant, until now: Instant) -> Bool {
    if isBlind { return recover() }
    if let mid2 {
      if mid2 > high2 { high2 = mid2 }
      if mid2 < low2 { low2 = mid2 }
    }
    guard now >= nextSample else { return false }
    pass(mid2, since: since, until: now)
    return true
  }

  /// Data were missed: later mids are not compared with earlier ones.
  mutating func missed() {
    isBlind = isActive
    forgetLast()
  }

  private mutating func recover() -> Bool {
    isBlind = false
    return false
  }

  private mutating func forgetLast() {
    lastSample2 = nil
    lastClose2 = nil
    (high2, low2) = (.min, .max)
    isWhole = false
  }

  private mutating func pass(_ mid2: Int64?, since: Instant, until now: Instant) {
    let isGap =
      since == .distantPast || now.nanoseconds(since: since) > settings.gapNanoseconds
    var known = now
    if let mid2, !isGap {
      known = since
      sample(mid2, until: now)
      if now >= barEnd {
        closeBar(mid2)
        passBars(since: since, until: now)
      }
    } else {
      forgetLast()
    }
    nextSample = Volatility.next(now, settings.sampleNanoseconds)
    let end = Volatility.next(now, settings.barNanoseconds)
    guard end != barEnd else { return }
    barEnd = end
    isWhole = known.advanced(byNanoseconds: settings.barNanoseconds) <= end
  }

  /// Adds the return of the sample that passed, and of those that passed in silence since.
  private mutating func sample(_ mid2: Int64, until now: Instant) {
    defer { lastSample2 = mid2 }
    guard let lastSample2 else { return }
    let passed = 1 + now.nanoseconds(since: nextSample) / settings.sampleNanoseconds
    let change = Double(mid2 - lastSample2) / Double(lastSample2)
    let kept = WholePower.of(decay, passed - 1)
    sum = (sum * decay + change * change * (1 - decay)) * kept
    weight = 1 - (1 - weight) * decay * kept
    samples += passed
  }

  /// Closes the bar, if it was a whole one; its last mid carries over into the next.
  private mutating func closeBar(_ mid2: Int64) {
    if isWhole, high2 >= low2 {
      keep(range: max(high2, lastClose2 ?? high2) - min(low2, lastClose2 ?? low2))
    }
    (high2, low2) = (mid2, mid2)
    lastClose2 = mid2
  }

  /// Bars without a book, in which the mid did not move, have a range of zero.
  private mutating func passBars(since: Instant, until now: Instant) {
    let start = max(
      barEnd, Volatility.next(since.advanced(byNanoseconds: -1), settings.barNanoseconds))
    let passed = now.nanoseconds(since: start) / settings.barNanoseconds
    for _ in 0..<max(0, min(passed, Int64(settings.atrBars))) { keep(range: 0) }
  }

  private mutating func keep(range: Int64) {
    hasNewRange = true
    if ranges.count < settings.atrBars {
      ranges.append(range)
    } else {
      ranges[place] = range
      place = (place + 1) % settings.atrBars
    }
  }

  /// The first whole multiple of a span after a moment.
  private static func next(_ moment: Instant, _ span: Int64) -> Instant {
    let past = moment.nanoseconds % span
    return moment.advanced(byNanoseconds: span - (past < 0 ? past + span : past))
  }

  /// Whether a bar was kept since this was last asked, so that the average range may have changed.
  mutating func takeNewRange() -> Bool {
    defer { hasNewRange = false }
    return hasNewRange
  }

  // MARK: What was measured

  /// The average true range, in ticks; nil before the first bar is complete.
  var averageTrueRange: Double? {
    guard !ranges.isEmpty else { return nil }
    return Double(ranges.reduce(0, +)) / Double(2 * ranges.count)
  }

  /// The deviation of the returns, as a part of one; nil before there are enough samples.
  var deviation: Double? {
    guard samples >= Volatility.leastSamples, weight > 0 else { return nil }
    return (sum / weight).squareRoot()
  }

  /// The measure that spacings and delays use, as a part of price: the weighted range and deviation
  /// together.
  func swing(at price: Price) -> Double {
    let range = (averageTrueRange ?? 0) / Double(price.ticks)
    return
      (range * Double(settings.atrWeightHundredths)
      + (deviation ?? 0) * Double(settings.deviationWeightHundredths)) / 100
  }
}
