import Market

/// How far net profit may fall from its high-water mark: an amount, a share of the equity that the
/// account had at that mark, or the lesser of both.
struct DrawdownCap: Sendable, Codable {
  var amount: ExactMoney?
  var share: BasisPoints?
  /// The account's equity without our net profit, as of when the venue told it last: so the equity at
  /// a high-water mark of net profit is the sum of both, and money that comes in or goes out counts
  /// from the next time the venue tells.
  var capital: ExactMoney?

  @inline(__always) var isSet: Bool { amount != nil || share != nil }

  /// There is a cap as a share, and nobody has told yet of what.
  @inline(__always) var lacksEquity: Bool { share != nil && capital == nil }

  /// The most that net profit may fall from a peak, rounded down; nothing where nothing caps it, or
  /// the equity is not known and no amount is set. Without any equity it is nothing at all that may be
  /// lost.
  func most(from peak: ExactMoney) -> ExactMoney? {
    guard let share, let capital else { return amount }
    let part = max(.zero, capital + peak).times(share.hundredths, over: 1_000_000)
    return amount.map { min($0, part) } ?? part
  }
}
