import Market
import Venue

/// The books: every fill once, the position that follows, and profit in exact integers.
///
/// Source of quantity: fills, and nothing else. `position` is always the anchor plus the applied
/// fills plus the recorded adjustments.
struct Ledger: Sendable, Codable {
  /// What became of a fill that was applied.
  enum Outcome: Equatable, Sendable {
    case booked
    /// It was booked before; its source brought it for the first time, or again.
    case again(isNewSource: Bool)
    /// The same key, but another order, side, price or size: the one booked first stays. Each such
    /// contradiction is reported once.
    case contradicted
    /// The position that the books began with includes it.
    case beforeAnchor
  }

  /// What was booked.
  private(set) var keys = FillKeys()

  /// The position the books began with, and what had happened before.
  private(set) var anchor = Anchor()
  private(set) var position: Position
  /// What fills brought in and cost: sells less buys, before fees.
  private(set) var cash = ExactMoney.zero { didSet { quiet = .none } }
  private(set) var fees = ExactMoney.zero { didSet { quiet = .none } }
  /// Funding received less funding paid.
  private(set) var funding = ExactMoney.zero { didSet { quiet = .none } }
  private(set) var fillCount = 0
  /// The moment of the newest fill.
  private(set) var lastFill = Instant.distantPast
  /// The price of the one that was booked last.
  private(set) var lastPrice: Price?

  /// Fills by the source that brought them first, and how often sources did not agree.
  private(set) var sources = SourceCounts()
  /// The newest fills, from which the position at an earlier moment is found.
  private var recent = RingBuffer<RecentFill>(capacity: 256)
  private(set) var adjustments = Adjustments()

  /// What fills opened that no book has valued yet.
  private(set) var unmarked = Unmarked()

  /// What net profit is compared with.
  private(set) var losses = LossWatch() { didSet { quiet = .none } }
  /// A loss cap may be reached, or may no longer be reached.
  private(set) var mustJudgeLosses = false

  /// The high-water mark of net profit, since the start or since the operator last cleared a
  /// drawdown; and the largest fall from it.
  private(set) var peak = ExactMoney.zero { didSet { quiet = .none } }
  private(set) var maximumDrawdown = ExactMoney.zero { didSet { quiet = .none } }
  /// How much higher the position is valued, since it was last flat, only because the mark price
  /// replaced the mid, or the mid the mark price: in 10⁻⁹ of a tick, negative if it is valued
  /// lower. This raises no peak.
  private(set) var goneOver: Int128 = 0 { didSet { quiet = .none } }
  /// The values of the position that change nothing.
  private var quiet = QuietValues.none

  init(anchor: Anchor = Anchor()) {
    self.anchor = anchor
    position = anchor.position
  }

  /// Begins the books with a position that was there before, valued at a price.
  mutating func begin(_ anchor: Anchor) {
    precondition(fillCount == 0, "books are begun once")
    precondition(anchor.position.isFlat || anchor.price != nil, "a position needs a value")
    self.anchor = anchor
    position = anchor.position
    cash = -ExactMoney(anchor.price ?? Price(ticks: 1), times: anchor.position)
    // What they begin with is known only with a price.
    losses = LossWatch()
  }

  /// Books a fill, unless it was booked before or the position that the books began with includes
  /// it.
  ///
  /// - Parameters:
  ///   - isOurs: its order was sent since the books began, so the fill can't be older than the books.
  ///   - moment: when it is booked, by our clock.
  mutating func apply(
    _ fill: Fill, from source: FillSource, isOurs: Bool, at moment: Instant
  ) -> Outcome {
    let bit = UInt64(1) << UInt64(source.rawValue)
    let mark = BookedFill(fill).digest
    if let seen = keys.mark(of: fill.id) {
      if seen & bit == 0 { keys.change(fill.id, to: seen | bit) }
      guard seen & ~7 == mark else {
        // A list with a wrong entry repeats it again and again; that is no news.
        guard keys.contradict(fill.id, mark) else { return .again(isNewSource: true) }
        sources.contradictions += 1
        return .contradicted
      }
      return .again(isNewSource: seen & bit == 0)
    }
    guard isOurs || fill.time > anchor.time else {
      keys.add(atAnchor: fill.id, mark | bit)
      return .beforeAnchor
    }
    keys.add(fill, mark | bit, at: moment)
    fillCount += 1
    sources.count(source)
    lastFill = max(lastFill, fill.time)
    lastPrice = fill.price
    recent.append(RecentFill(time: fill.time, steps: fill.side.sign * fill.quantity.steps))
    position.add(fill.quantity, fill.side)
    let value = ExactMoney(fill.price, times: fill.quantity)
    cash = fill.side == .buy ? cash - value : cash + value
    fees += fill.fee
    return .booked
  }

  func knows(_ fill: FillID) -> Bool { keys.knows(fill) }

  /// Books a funding payment once, at a moment of our clock. Returns whether it was new.
  mutating func apply(_ payment: Funding, at moment: Instant) -> Bool {
    guard !keys.knows(fundingAt: payment.time), payment.time > anchor.time else { return false }
    keys.add(fundingAt: payment.time, at: moment)
    funding += payment.amount
    return true
  }

  /// Forgets the keys of what was booked by a moment.
  ///
  /// - Parameter margin: by how much the times at which two sources place one fill may differ, in
  ///   nanoseconds.
  mutating func forgetKeys(bookedBy moment: Instant, margin: Int64) {
    keys.forget(bookedBy: moment, margin: margin)
  }

  /// Remembers again what was booked before and forgotten.
  mutating func recall(_ recalled: RecalledFills, at moment: Instant) {
    for fill in recalled.fills { keys.add(recalled: fill, at: moment) }
    for payment in recalled.fundings { keys.add(fundingAt: payment, at: moment) }
  }

  /// Moves the position to what the venue holds, at a price, and records why.
  mutating func adjust(_ adjustment: Adjustment) {
    adjustments.record(adjustment)
    position.steps += adjustment.steps
    cash -= ExactMoney(adjustment.price, times: Position(steps: adjustment.steps))
  }

  /// Reverses what an adjustment assumed, because a late fill brings it. Returns the part of the
  /// fill that was assumed.
  mutating func reverse(by fill: Fill) -> Quantity {
    let taken = adjustments.reverse(by: fill)
    position.steps -= fill.side.sign * taken.quantity.steps
    cash = cash + (fill.side == .buy ? taken.value : -taken.value)
    return taken.quantity
  }

  /// The position at an earlier moment: the present one without the fills since; nil if more fills
  /// came since than are remembered.
  func position(at moment: Instant) -> Position? {
    var then = position
    var isWhole = recent.total <= 256
    for fill in recent.elements {
      if fill.time > moment { then.steps -= fill.steps } else { isWhole = true }
    }
    return isWhole ? then : nil
  }

  /// Net profit with the position valued at `mark`: cash + position × mark − fees + funding.
  @inline(__always) func net(at mark: Price) -> ExactMoney {
    base + ExactMoney(mark, times: position)
  }

  /// Net profit without the value of the position.
  @inline(__always) private var base: ExactMoney { cash - fees + funding }

  /// Follows net profit to its peak and its deepest fall. Asks for losses to be judged if a cap is
  /// reached, or no longer is.
  ///
  /// Every book calls this. It costs one product and two comparisons of 64 bits while the value of
  /// the position is between those at which anything would change.
  @inline(__always)
  mutating func observe(mark: Price) {
    let value = Money(mark, times: position)
    if !quiet.contains(value) { look(at: value) }
  }

  @inline(never)
  private mutating func look(at value: Money) {
    let net = base + ExactMoney(value)
    let apparent = apparentGain
    if net - apparent > peak {
      peak = net - apparent
      losses.peaked(peak)
    }
    if peak - net > maximumDrawdown { maximumDrawdown = peak - net }
    let lowest = max(peak.units - maximumDrawdown.units, losses.floor + 1)
    let highest = min((peak + apparent).units, losses.ceiling - 1)
    quiet = QuietValues(from: lowest, through: highest, beside: base)
    if net.units <= losses.floor || net.units >= losses.ceiling { mustJudgeLosses = true }
  }
}

// Switching between the mark price and the mid.
extension Ledger {
  /// The position is valued by the other of the two from now on, which is higher by `parts`, in
  /// 10⁻⁹ of a tick.
  mutating func goOver(by parts: Int128) {
    if !position.isFlat { goneOver += parts }
  }

  /// The position is flat: neither price values anything.
  mutating func becameFlat() {
    if goneOver != 0 { goneOver = 0 }
  }

  /// What the position seems to have gained by that; zero if it seems to have lost.
  private var apparentGain: ExactMoney {
    guard goneOver != 0 else { return .zero }
    // A part of a tick × a step is a tenth of the unit of exact money.
    let (tenths, isBeyondAll) = goneOver.multipliedReportingOverflow(by: Int128(position.steps))
    return max(.zero, ExactMoney(units: isBeyondAll ? .max / 2 : tenths / 10))
  }
}

// What net profit is compared with.
extension Ledger {
  /// A day begins with a net profit.
  mutating func beginDay(_ net: ExactMoney, at now: Instant) { losses.begin(net, at: now) }

  /// What losses are compared with changed, or the losses did.
  mutating func judgeLosses() { mustJudgeLosses = true }

  mutating func judgedLosses() { mustJudgeLosses = false }

  /// Sets which losses are watched; an amount that is nil is not watched.
  mutating func arm(dayLoss: ExactMoney?, drawdown: DrawdownCap) {
    losses.arm(dayLoss: dayLoss, drawdown: drawdown, peak: peak)
  }

  /// The operator cleared a loss of the day, or a drawdown, or both: each counts from here.
  mutating func clear(dayLoss: Bool, drawdown: Bool, at net: ExactMoney) {
    if drawdown { peak = net }
    if dayLoss { losses.clear(net) }
  }

  /// Something waits for net profit to be above a floor.
  mutating func awaitRecovery(above floor: ExactMoney) { losses.awaitRecovery(above: floor) }

  /// Whether net profit is high enough for what waited on it. If so, nothing waits any longer.
  mutating func hasRecovered(_ net: ExactMoney) -> Bool {
    guard net.units >= losses.ceiling else { return false }
    losses.recovered()
    return true
  }
}

// What fills opened that no book has valued.
extension Ledger {
  /// A fill was booked: it is valued by a book that is not older.
  ///
  /// - Parameter marked: the moment of the last book.
  mutating func value(_ fill: Fill, at moment: Instant, marked: Instant) {
    if unmarked.isWaiting || marked <= moment {
      let before = Position(steps: position.steps - fill.side.sign * fill.quantity.steps)
      unmarked.add(fill, to: before, at: moment)
    } else {
      unmarked.pass(moment)
    }
  }

  /// A book as of a moment arrived.
  mutating func hear(markAt moment: Instant) { unmarked.hear(moment) }
}

/// What the books began with.
public struct Anchor: Equatable, Sendable, Codable {
  public var position = Position.flat
  /// The price that the position was valued at then.
  public var price: Price?
  /// The position includes the fills up to here.
  public var time = Instant.distantPast
}

/// A fill as far as the position of an earlier moment depends on it.
private struct RecentFill: Sendable, Codable {
  var time: Instant
  var steps: Int64
}

/// Fills by the source that brought each first.
public struct SourceCounts: Equatable, Sendable, Codable {
  public private(set) var stream = 0
  public private(set) var poll = 0
  public private(set) var reconcile = 0
  /// Fills that their sources reported differently.
  public fileprivate(set) var contradictions = 0

  public init() {}

  /// Fills that the stream did not bring first: it was late with them, or lost them.
  public var missedByStream: Int { poll + reconcile }

  mutating func count(_ source: FillSource) {
    switch source {
    case .stream: stream += 1
    case .poll: poll += 1
    case .reconcile: reconcile += 1
    }
  }
}
