import Market

// A price that no market makes. It is not used: what is held stays valued at the last sound mid, opens
// stop until a person has looked, exits stay.
extension Engine {
  /// No market moves by more than this factor from one mid to the next.
  static let largestJump: Int64 = 1_000_000
  /// The most a position may be worth, in units of ``Money``: so much less than 64 bits hold that a
  /// change of it fits too.
  static let largestValue: UInt64 = 1 << 62

  /// Returns whether a mid may be a market's, as far as that is seen at once; what is near one of the
  /// bounds is looked at closely. Every book asks.
  @inline(__always) func isPossible(_ mid2: Int64) -> Bool {
    let sound = market.soundMid2
    let isNear = mid2 &>> 19 <= sound && sound &>> 19 <= mid2
    let zeros = mid2.leadingZeroBitCount &+ ledger.position.steps.magnitude.leadingZeroBitCount
    return isNear && zeros >= 66 || impossiblePrice(mid2) == nil
  }

  /// Why twice a mid is not a market's, with the numbers; nothing where it may be one.
  @inline(never) func impossiblePrice(_ mid2: Int64) -> Reason? {
    let sound = market.soundMid2
    if sound > 0 {
      let (most, isBeyondAll) = min(sound, mid2).multipliedReportingOverflow(by: Engine.largestJump)
      if !isBeyondAll, max(sound, mid2) > most {
        return Reason(.priceImpossible, value: mid2 / 2, limit: sound / 2)
      }
    }
    let mark = Price(ticks: max(1, mid2 / 2))
    guard Money(mark, times: ledger.position).units.magnitude <= Engine.largestValue else {
      return Reason(.valueTooLarge, value: mark.ticks, limit: ledger.position.steps)
    }
    return nil
  }

  /// Latches what a price that no market makes asks for: the alarm, and no opens.
  mutating func refusePrice(because reason: Reason) {
    control.raise(.impossiblePrice)
    control.latch(reason, at: time)
  }

  /// A person has looked at a price that was refused: the next one is taken as it is.
  mutating func acceptPrice() {
    if control.alarms.contains(.impossiblePrice) { market.soundMid2 = 0 }
  }
}

extension Reason.Code {
  /// Whether it is a price that no market makes.
  var isImpossiblePrice: Bool { self == .priceImpossible || self == .valueTooLarge }
}
