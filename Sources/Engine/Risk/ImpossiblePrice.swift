import Market

// A price that no market makes. It is not used: the position stays valued at the last sound mid,
// entries stop until a person has checked, and exits stay.

/// The bounds that a mid is checked against before it is believed.
///
/// Every book is checked. This is a small value of its own because a separate function of the
/// engine would be called with a copy of the whole engine, thousands of bytes.
struct PriceBounds: Sendable {
  /// No market moves by more than this factor from one mid to the next.
  static let largestJump: Int64 = 1_000_000
  /// The most a position may be worth, in units of ``Money``: far enough below 64 bits that a
  /// change of it fits too.
  static let largestValue: UInt64 = 1 << 62

  /// Best bid + best ask of the last believable book, in ticks; zero before the first.
  let soundMid2: Int64
  let position: Position

  /// Returns whether a mid may be a market's. A quick test decides most cases; a mid near one of
  /// the bounds is checked in full.
  @inline(__always) func allow(_ mid2: Int64) -> Bool {
    let isNear = mid2 &>> 19 <= soundMid2 && soundMid2 &>> 19 <= mid2
    let zeros = mid2.leadingZeroBitCount &+ position.steps.magnitude.leadingZeroBitCount
    return isNear && zeros >= 66 || refusal(of: mid2) == nil
  }

  /// Why a mid, given doubled, is not a market's, with the numbers; nil if it may be one.
  @inline(never) func refusal(of mid2: Int64) -> MarketBlock? {
    if soundMid2 > 0 {
      let (most, isBeyondAll) = min(soundMid2, mid2)
        .multipliedReportingOverflow(by: PriceBounds.largestJump)
      if !isBeyondAll, max(soundMid2, mid2) > most {
        return .priceImpossible(mid2 / 2, after: soundMid2 / 2)
      }
    }
    let mark = Price(ticks: max(1, mid2 / 2))
    guard Money(mark, times: position).units.magnitude <= PriceBounds.largestValue else {
      return .valueTooLarge(position, at: mark)
    }
    return nil
  }
}
