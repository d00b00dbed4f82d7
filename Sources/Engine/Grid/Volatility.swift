import Market

/// How much the market swings: the average true range of bars of the mid, and the moving variance
/// of its returns from sample to sample.
///
/// Fed with each book just before it changes: a mid holds until the next one comes. So a second
/// that passed in silence is one of no return, but a silence long enough to be a gap is one of which
/// nothing is known, and the mid behind it is a beginning, not a return.
///
/// - Unit: mids count half ticks; returns are parts of one. Floating point: it steers.
struct Volatility: Sendable, Codable {
  /// Whether any setting needs it; else nothing is ever looked at.
  let isActive: Bool
  private let settings: VolatilitySettings
  /// What is left of a return's weight a sample later.
  private let decay: Double

  /// The next moment whose mid counts; on whole samples since 1970.
  private var nextSample = Instant.distantPast
  /// The mid at the sample before.
  private var lastSample2: Int64?
  private var sum = 0.0
  private var weight = 0.0
  private var samples: Int64 = 0

  /// The bar that is being made: its end, and the highest and lowest mid in it.
  private var barEnd = Instant.distantPast
  private var high2 = Int64.min
  private var low2 = Int64.max
  private var lastClose2: Int64?
  /// The mid is known from the bar's beginning on: a part of a bar is none.
  private var isWhole = false
  /// Something was missed, so the mid that stands until the next book may long be another.
  private var isBlind = false
  /// True ranges of the last bars, in half ticks, the oldest overwritten.
  private var ranges: [Int64] = []
  private var place = 0
  /// A bar was kept that nobody has looked at.
  private var hasNewRange = false

  /// So many samples make a deviation that is worth looking at.
  static let leastSamples: Int64 = 30

  init(_ settings: VolatilitySettings, isActive: Bool) {
    self.settings = settings
    self.isActive = isActive
    let samples = settings.halfLifeNanoseconds / max(1, settings.sampleNanoseconds)
    decay = WholePower.halving(after: samples)
    if isActive { ranges.reserveCapacity(settings.atrBars) }
  }

  /// Takes in the mid that held from the book of `since` until `now`. Returns whether a sample was
  /// taken, so that what is measured may have changed.
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

  /// Something was missed: what stands and what was before is held against nothing that comes.
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

  /// The return of the sample that passed, and of those that passed in silence since.
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

  /// A bar is over, if it was one; its last mid holds on into the one that begins.
  private mutating func closeBar(_ mid2: Int64) {
    if isWhole, high2 >= low2 {
      keep(range: max(high2, lastClose2 ?? high2) - min(low2, lastClose2 ?? low2))
    }
    (high2, low2) = (mid2, mid2)
    lastClose2 = mid2
  }

  /// Bars in which the mid stood still, since no book came, have no range.
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

  /// Whether a bar was kept since this was last asked, so that the average range may be another.
  mutating func takeNewRange() -> Bool {
    defer { hasNewRange = false }
    return hasNewRange
  }

  // MARK: What was measured

  /// The average true range, in ticks; nothing before the first bar is whole.
  var averageTrueRange: Double? {
    guard !ranges.isEmpty else { return nil }
    return Double(ranges.reduce(0, +)) / Double(2 * ranges.count)
  }

  /// The deviation of the returns, as a part of one; nothing before there are enough.
  var deviation: Double? {
    guard samples >= Volatility.leastSamples, weight > 0 else { return nil }
    return (sum / weight).squareRoot()
  }

  /// The measure that spacings and delays go by, as a part of price: the weighted range and
  /// deviation together.
  func swing(at price: Price) -> Double {
    let range = (averageTrueRange ?? 0) / Double(price.ticks)
    return
      (range * Double(settings.atrWeightHundredths)
      + (deviation ?? 0) * Double(settings.deviationWeightHundredths)) / 100
  }
}
