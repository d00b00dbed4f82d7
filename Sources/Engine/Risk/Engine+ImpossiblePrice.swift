import Market

extension Engine {
  @inline(__always) var priceBounds: PriceBounds {
    PriceBounds(soundMid2: market.soundMid2, position: books.ledger.position)
  }

  /// Latches the consequences of a price that no market makes: the alarm, and a freeze of entries.
  mutating func refusePrice(_ cause: FreezeCause, because reason: Reason) {
    switches.control.raise(.impossiblePrice)
    switches.control.freeze(cause, because: reason, at: time)
  }

  /// A person has checked a price that was refused: the next one is accepted as it is.
  mutating func acceptPrice() {
    if switches.control.alarms.contains(.impossiblePrice) { market.forgetSound() }
  }
}
