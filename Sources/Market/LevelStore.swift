/// The memory of a ``BookSide``'s array: a size for each tick and a bit for each size that isn't
/// zero.
///
/// It is raw memory behind one reference, so that an update with hundreds of lines checks once, not
/// with every store, whether the memory is shared. Only ``BookSide`` uses it, and copies shared
/// memory before it writes, so a book stays a value.
@usableFromInline final class LevelStore: @unchecked Sendable {
  /// How many ticks it spans.
  @usableFromInline static let span = 16_384

  @usableFromInline let sizes: UnsafeMutablePointer<Int64>
  @usableFromInline let occupied: UnsafeMutablePointer<UInt64>

  @usableFromInline init() {
    sizes = .allocate(capacity: LevelStore.span)
    sizes.initialize(repeating: 0, count: LevelStore.span)
    occupied = .allocate(capacity: LevelStore.span / 64)
    occupied.initialize(repeating: 0, count: LevelStore.span / 64)
  }

  private init(copying other: LevelStore) {
    sizes = .allocate(capacity: LevelStore.span)
    sizes.initialize(from: other.sizes, count: LevelStore.span)
    occupied = .allocate(capacity: LevelStore.span / 64)
    occupied.initialize(from: other.occupied, count: LevelStore.span / 64)
  }

  deinit {
    sizes.deallocate()
    occupied.deallocate()
  }

  @usableFromInline func copy() -> LevelStore { LevelStore(copying: self) }

  /// Sets the size at an index and its bit.
  @inlinable @inline(__always) func put(_ index: Int, _ steps: Int64) {
    sizes[index] = steps
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
    let word = occupied[index &>> 6]
    occupied[index &>> 6] = steps != 0 ? word | bit : word & ~bit
  }

  /// Whether the size at an index isn't zero.
  @inlinable @inline(__always) func shows(_ index: Int) -> Bool {
    occupied[index &>> 6] & (1 &<< UInt64(truncatingIfNeeded: index)) != 0
  }

  /// Moves everything down by `distance` places, or up if it is negative. Calls `fallen` for each
  /// size that falls out at an end, with its old index.
  func shift(by distance: Int, fallen: (Int, Int64) -> Void) {
    let kept = max(0, LevelStore.span - abs(distance))
    let lost = distance > 0 ? 0..<LevelStore.span - kept : kept..<LevelStore.span
    for index in lost where sizes[index] != 0 { fallen(index, sizes[index]) }
    let (from, to) = distance > 0 ? (distance, 0) : (0, -distance)
    if kept > 0 { (sizes + to).update(from: sizes + from, count: kept) }
    let vacated = distance > 0 ? kept..<LevelStore.span : 0..<LevelStore.span - kept
    for index in vacated { sizes[index] = 0 }
    for word in 0..<LevelStore.span / 64 {
      var bits: UInt64 = 0
      for bit in 0..<64 where sizes[word * 64 + bit] != 0 { bits |= 1 << UInt64(bit) }
      occupied[word] = bits
    }
  }

  func clear() {
    for word in 0..<LevelStore.span / 64 where occupied[word] != 0 {
      (sizes + word * 64).update(repeating: 0, count: 64)
      occupied[word] = 0
    }
  }

  func index(atOrBelow index: Int) -> Int? {
    guard index >= 0 else { return nil }
    var word = index >> 6
    var bits = occupied[word] & (~0 >> UInt64(63 - (index & 63)))
    while bits == 0 {
      guard word > 0 else { return nil }
      word -= 1
      bits = occupied[word]
    }
    return word * 64 + 63 - bits.leadingZeroBitCount
  }

  func index(atOrAbove index: Int) -> Int? {
    guard index < LevelStore.span else { return nil }
    var word = index >> 6
    var bits = occupied[word] & (~0 << UInt64(index & 63))
    while bits == 0 {
      guard word < LevelStore.span / 64 - 1 else { return nil }
      word += 1
      bits = occupied[word]
    }
    return word * 64 + bits.trailingZeroBitCount
  }
}
