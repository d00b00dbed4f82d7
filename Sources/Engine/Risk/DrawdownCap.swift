import Market

/// How far net profit may fall from its high-water mark: an amount, a share of the equity that the
/// account had at that mark, or the lesser of both.
struct DrawdownCap: Sendable, Codable {
  var amount: ExactMoney?
  var share: BasisPoints?
  /// The account's equity without our net profit, as of the venue's latest report. The equity at a
  /// high-water mark of net profit is therefore the sum of both. Deposits and withdrawals count
  /// from the next report on.
  var capital: ExactMoney?

  @inline(__always) var isSet: Bool { amount != nil || share != nil }

  /// The cap is a share, and the equity it is a share of is not known yet.
  @inline(__always) var lacksEquity: Bool { share != nil && capital == nil }

  /// The most that net profit may fall from a peak, rounded down. Nil if no cap is set, or if the
  /// equity is unknown and no amount is set. Zero if the cap is a share and there is no equity.
  func most(from peak: ExactMoney) -> ExactMoney? {
    guard let share, let capital else { return amount }
    let part = max(.zero, capital + peak).times(share.hundredths, over: 1_000_000)
    return amount.map { min($0, part) } ?? part
  }
}
