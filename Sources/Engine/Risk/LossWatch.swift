import Market

/// Watches net profit against the loss allowed since midnight UTC and from the high-water mark.
///
/// Both come down to one amount that net profit must stay above. While there is a position the
/// ledger computes net profit with each book anyway, so watching costs one comparison, and nothing
/// while flat.
struct LossWatch: Sendable, Codable {
  /// At or below this net profit a cap is reached, in units of ``ExactMoney``; the least value if
  /// nothing is watched.
  private(set) var floor = Int128.min
  /// From this net profit on, entries that a reached cap held back may be sent; the largest value
  /// if nothing waits.
  private(set) var ceiling = Int128.max
  /// Net profit as the day began, and when the next one begins.
  private(set) var dayStart = ExactMoney.zero
  private(set) var nextDay = Instant.distantPast
  /// The net profit that the day's loss is counted from: that at the start of the day, or when the
  /// operator last cleared a loss.
  private(set) var countedFrom = ExactMoney.zero
  private var dayFloor = Int128.min
  private var fromPeak = DrawdownCap()

  static let dayNanoseconds: Int64 = 86_400_000_000_000

  /// Begins a day with a net profit.
  mutating func begin(_ net: ExactMoney, at time: Instant) {
    let past = time.nanoseconds % LossWatch.dayNanoseconds
    nextDay = time.advanced(
      byNanoseconds: LossWatch.dayNanoseconds
        - (past < 0 ? past + LossWatch.dayNanoseconds : past))
    dayStart = net
    countedFrom = net
  }

  /// The operator cleared a loss: the cap counts from here, and the day continues.
  mutating func clear(_ net: ExactMoney) { countedFrom = net }

  mutating func awaitRecovery(above floor: ExactMoney) { ceiling = min(ceiling, floor.units + 1) }

  mutating func recovered() { ceiling = .max }

  /// Sets what is watched; a nil amount is not watched.
  mutating func arm(dayLoss: ExactMoney?, drawdown: DrawdownCap, peak: ExactMoney) {
    dayFloor = dayLoss.map { countedFrom.units - $0.units } ?? .min
    fromPeak = drawdown
    peaked(peak)
  }

  /// Net profit is at a new high.
  @inline(__always)
  mutating func peaked(_ net: ExactMoney) {
    floor = max(dayFloor, fromPeak.most(from: net).map { net.units - $0.units } ?? .min)
  }
}
