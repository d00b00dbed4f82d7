import Market

/// A side and a price in one word: what identifies a rung's slot.
struct SlotKey: FlatKey, Hashable, Codable {
  private let bits: UInt64

  @inline(__always) init(_ side: Side, _ price: Price) {
    bits = UInt64(bitPattern: price.ticks) << 1 | UInt64(side.rawValue)
  }

  private init(bits: UInt64) { self.bits = bits }

  var side: Side { bits & 1 == 0 ? .buy : .sell }
  var price: Price { Price(ticks: Int64(bits >> 1)) }

  @inline(__always) static var vacant: SlotKey { SlotKey(bits: .max) }
  @inline(__always) var flatHash: UInt64 { bits &* 0x9E37_79B9_7F4A_7C15 }
}
