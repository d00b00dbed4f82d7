/// A key of a ``FlatTable``: a value with a cheap, fixed hash and one value that is never used.
///
/// The hash is the same in every process, unlike the standard library's. So the layout of a table,
/// and everything that depends on the order of a walk, depends on its history alone.
public protocol FlatKey: Equatable, Sendable {
  /// A well-mixed hash.
  var flatHash: UInt64 { get }
  /// The value that marks an empty place, never a real key.
  static var vacant: Self { get }
}

/// Spreads the bits of a word so that every input bit moves every output bit.
///
/// Source: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
@inlinable public func mixed(_ word: UInt64) -> UInt64 {
  var word = word &+ 0x9E37_79B9_7F4A_7C15
  word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
  word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
  return word ^ (word >> 31)
}

extension UInt64: FlatKey {
  @inlinable public var flatHash: UInt64 { self &* 0x9E37_79B9_7F4A_7C15 }
  @inlinable public static var vacant: UInt64 { .max }
}

extension Price: FlatKey {
  @inlinable public var flatHash: UInt64 {
    UInt64(bitPattern: ticks) &* 0x9E37_79B9_7F4A_7C15  // tidy-ok: a hash wraps
  }
  @inlinable public static var vacant: Price { Price(ticks: .max) }
}
