/// What the things of an array are looked for by: a part of each of them, which never changes.
public protocol PlaceKey: FlatKey {
  associatedtype Thing: Sendable
  /// The key of a thing.
  static func of(_ thing: Thing) -> Self
  /// Its low bits tell apart most of the keys that are in use at one time.
  var spread: Int { get }
}

/// Finds the places of things in an array by their keys.
///
/// It is a ring of places and holds no keys: whether a thing is the one that is looked for the thing
/// itself says, which whoever asks reads next. A thing whose turn in the ring is another's is kept in a
/// ``FlatTable`` beside it. Where keys count up, as orders' numbers do, hardly one is.
@frozen public struct PlaceTable<Key: PlaceKey>: Sendable {
  /// Places, negative where there is none; its size is a power of two, and at least four times the number
  /// of things, so that few of them meet.
  @usableFromInline var ring: [Int32]
  @usableFromInline var beside: FlatTable<Key, Int32>
  @usableFromInline var used = 0

  /// How many things it knows.
  @inlinable public var count: Int { used }

  @inlinable public init() {
    ring = Array(repeating: -1, count: 256)
    beside = FlatTable(blank: -1)
  }

  @inlinable @inline(__always) func turn(of key: Key) -> Int { key.spread & (ring.count &- 1) }

  /// The place among `things` of the one with a key, if there is one.
  @inlinable @inline(__always)
  public func place(of key: Key, among things: [Key.Thing]) -> Int32? {
    let place = ring[turn(of: key)]
    if place >= 0, Key.of(things[Int(place)]) == key { return place }
    return beside.count > 0 ? beside[key] : nil
  }

  /// A thing was put in its place among `things`; no other there has its key.
  @inlinable @inline(__always)
  public mutating func add(_ key: Key, at place: Int32, among things: [Key.Thing]) {
    used += 1
    if used * 4 > ring.count { grow(things) }
    let turn = turn(of: key)
    if ring[turn] < 0 { ring[turn] = place } else { beside[key] = place }
  }

  /// The thing in a place leaves it. Nothing happens where its key leads to another.
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

  /// Gives all that the ring holds a ring of twice the size.
  @inlinable @inline(never) mutating func grow(_ things: [Key.Thing]) {
    let old = ring
    ring = Array(repeating: -1, count: old.count * 2)
    for place in old where place >= 0 { ring[turn(of: Key.of(things[Int(place)]))] = place }
  }
}

extension PlaceTable: Codable where Key: Codable {}
