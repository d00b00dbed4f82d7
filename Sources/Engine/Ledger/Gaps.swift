import Market
import Venue

/// Signs that fills are missing. They book nothing; they make us fetch.
struct Gaps: Sendable, Codable {
  /// How often a fill reported a position before it that differs from ours.
  private(set) var count = 0
  /// The fills since then are being fetched; nil if no gap is open.
  private(set) var openSince: Instant?

  /// Opens a gap. Returns whether none was open.
  mutating func open(at moment: Instant) -> Bool {
    guard openSince == nil else { return false }
    count += 1
    openSince = moment
    return true
  }

  /// All fills up to a moment are in.
  mutating func close(through moment: Instant) {
    if let since = openSince, moment >= since { openSince = nil }
  }
}

extension Fill {
  /// The fill without a quantity that was assumed before, and without that part of its fee.
  func less(_ assumed: Quantity) -> Fill {
    guard !assumed.isZero else { return self }
    let rest = fee - fee.share(assumed, of: quantity)
    return Fill(
      id: id, order: order, side: side, price: price, quantity: quantity - assumed, fee: rest,
      liquidity: liquidity, time: time, positionBefore: positionBefore, cause: cause)
  }
}
