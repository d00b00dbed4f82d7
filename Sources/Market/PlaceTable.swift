/// The key by which elements of an array are found: a part of each element that never changes.
public protocol PlaceKey: FlatKey {
  associatedtype Thing: Sendable
  /// The key of a thing.
  static func of(_ thing: Thing) -> Self
  /// A number whose low bits differ between most of the keys in use at one time.
  var spread: Int { get }
}

/// Finds the places of elements in an array by their keys.
///
/// It is a ring of places and holds no keys. Whether an element is the right one, the element
/// itself shows, and the caller reads that next anyway. An element whose place in the ring is taken
/// is kept in a ``FlatTable`` beside it. If keys count up, as order numbers do, that hardly
/// happens.
@frozen public struct PlaceTable<Key: PlaceKey>: Sendable {
  /// Places; negative if empty. Its size is a power of two and at least four times the number of
  /// elements, so that few of them collide.
  @usableFromInline var ring: [Int32]
  @usableFromInline var beside: FlatTable<Key, Int32>
  @usableFromInline var used = 0

  /// The number of elements it knows.
  @inlinable public var count: Int { used }

  @inlinable public init() {
    ring = Array(repeating: -1, count: 256)
    beside = FlatTable(blank: -1)
  }

  @inlinable @inline(__always) func turn(of key: Key) -> Int { key.spread & (ring.count &- 1) }

  /// The place among `things` of the element with a key; nil if there is none.
  @inlinable @inline(__always)
  public func place(of key: Key, among things: [Key.Thing]) -> Int32? {
    let place = ring[turn(of: key)]
    if place >= 0, Key.of(things[Int(place)]) == key { return place }
    return beside.count > 0 ? beside[key] : nil
  }

  /// Records that an element was put in its place among `things`; no other there has its key.
  @inlinable @inline(__always)
  public mutating func add(_ key: Key, at place: Int32, among things: [Key.Thing]) {
    used += 1
    if used * 4 > ring.count { grow(things) }
    let turn = turn(of: key)
    if ring[turn] < 0 { ring[turn] = place } else { beside[key] = place }
  }

  /// Records that the element in a place leaves it. Does nothing if its key leads to another place.
  @inlinable @inline(__always) public mutating func remove(_ key: Key, at place: Int32) {
    let turn = turn(of: key)
    if ring[turn] == place {
      ring[turn] = -1
    } else {
      guard beside.count > 0, beside[key] == place else { return }
      beside[key] = nil
    }
    used -= 1
  }

  /// Moves the places of the ring to a ring of twice the size.
  @inlinable @inline(never) mutating func grow(_ things: [Key.Thing]) {
    let old = ring
    ring = Array(repeating: -1, count: old.count * 2)
    for place in old where place >= 0 { ring[turn(of: Key.of(things[Int(place)]))] = place }
  }
}

extension PlaceTable: Codable where Key: Codable {}
