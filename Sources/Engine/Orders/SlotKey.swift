import Market

/// A side and a price in one word: what identifies a rung's slot.
enum SlotKey {
  static func of(_ side: Side, _ price: Price) -> UInt64 {
    UInt64(bitPattern: price.ticks) << 1 | UInt64(side.rawValue)
  }
}
