import Market

/// Net profit held against what may be lost since midnight UTC and from the high-water mark.
///
/// Both come down to one amount that net profit must stay above. The ledger works net profit out
/// with each book anyway while there is a position, so watching costs one comparison, and nothing
/// while flat.
struct LossWatch: Sendable, Codable {
  /// At or under this net profit a cap is reached, in units of ``ExactMoney``; the least there is where
  /// nothing watches.
  private(set) var floor = Int128.min
  /// From this net profit on something that a reached cap held back may go; the most there is where
  /// nothing waits.
  private(set) var ceiling = Int128.max
  /// Net profit as the day began, and when the next one begins.
  private(set) var dayStart = ExactMoney.zero
  private(set) var nextDay = Instant.distantPast
  /// What the day's loss is held against its cap from: net profit as the day began, or as the
  /// operator last cleared a loss.
  private(set) var countedFrom = ExactMoney.zero
  private var dayFloor = Int128.min
  private var fromPeak = DrawdownCap()

  static let dayNanoseconds: Int64 = 86_400_000_000_000

  /// A day begins with a net profit.
  mutating func begin(_ net: ExactMoney, at time: Instant) {
    let past = time.nanoseconds % LossWatch.dayNanoseconds
    nextDay = time.advanced(
      byNanoseconds: LossWatch.dayNanoseconds
        - (past < 0 ? past + LossWatch.dayNanoseconds : past))
    dayStart = net
    countedFrom = net
  }

  /// The operator cleared a loss: the cap counts from here, the day goes on.
  mutating func clear(_ net: ExactMoney) { countedFrom = net }

  mutating func awaitRecovery(above floor: ExactMoney) { ceiling = min(ceiling, floor.units + 1) }

  mutating func recovered() { ceiling = .max }

  /// Sets what is watched; an amount that is nothing isn't.
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
