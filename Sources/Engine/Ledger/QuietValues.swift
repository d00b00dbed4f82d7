import Market

/// The values of a position, in whole units of ``Money``, at which net profit reaches no new high,
/// no deeper fall and no cap: a book that leaves it there changes nothing.
///
/// Net profit is 128 bits wide and follows from the position's value alone while nothing fills. So
/// its bounds are reduced to 64 bits once, and hold until one of them, or what was filled, changes.
struct QuietValues: Sendable, Codable {
  private let low: Int64
  private let high: Int64

  /// No value is quiet: the next one is checked.
  static let none = QuietValues(low: .max, high: .min)

  private init(low: Int64, high: Int64) {
    self.low = low
    self.high = high
  }

  /// - Parameters:
  ///   - lowest, highest: the net profits that change nothing, in units of ``ExactMoney``.
  ///   - base: net profit without the position's value.
  init(from lowest: Int128, through highest: Int128, beside base: ExactMoney) {
    let scale = Int128(ExactMoney.unitsPerMoney)
    let (least, short) = (lowest - base.units).quotientAndRemainder(dividingBy: scale)
    let (most, over) = (highest - base.units).quotientAndRemainder(dividingBy: scale)
    low = Int64(clamping: short > 0 ? least + 1 : least)
    high = Int64(clamping: over < 0 ? most - 1 : most)
  }

  @inline(__always) func contains(_ value: Money) -> Bool {
    value.units >= low && value.units <= high
  }
}
