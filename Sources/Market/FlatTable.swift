/// A hash table in two flat arrays: open addressing, linear probing, no tombstones.
///
/// It exists beside `Dictionary` for two reasons: its layout is the same in every process, and
/// looking up, adding and removing cost a few nanoseconds and no allocation until it grows.
@frozen public struct FlatTable<Key: FlatKey, Value: Sendable>: Sendable {
  @usableFromInline var keys: [Key]
  @usableFromInline var values: [Value]
  @usableFromInline var shift: UInt64
  @usableFromInline var used = 0
  @usableFromInline let blank: Value

  /// How many keys it holds.
  @inlinable public var count: Int { used }

  /// Makes a table with room for `capacity` keys; `blank` fills unused places.
  @inlinable public init(capacity: Int = 16, blank: Value) {
    var bits = 4
    while (1 << bits) < capacity * 2 { bits += 1 }
    keys = Array(repeating: .vacant, count: 1 << bits)
    values = Array(repeating: blank, count: 1 << bits)
    shift = UInt64(64 - bits)
    self.blank = blank
  }

  @inlinable func place(of key: Key) -> Int {
    let mask = keys.count &- 1
    var index = Int(truncatingIfNeeded: key.flatHash >> shift)
    while keys[index] != key, keys[index] != .vacant { index = (index &+ 1) & mask }
    return index
  }

  /// The value of a key: nothing where there is none; setting nothing removes it.
  @inlinable public subscript(key: Key) -> Value? {
    get {
      let index = place(of: key)
      return keys[index] == key ? values[index] : nil
    }
    set {
      guard let newValue else { return remove(key) }
      let index = place(of: key)
      values[index] = newValue
      if keys[index] != key {
        keys[index] = key
        added()
      }
    }
  }

  /// Returns whether the key is there.
  @inlinable public func contains(_ key: Key) -> Bool { keys[place(of: key)] == key }

  @inlinable mutating func added() {
    used += 1
    guard used * 2 > keys.count else { return }
    var grown = FlatTable(capacity: used * 2, blank: blank)
    for index in keys.indices where keys[index] != .vacant { grown[keys[index]] = values[index] }
    self = grown
  }

  /// Removes a key, if it is there, and closes the hole it leaves in its run.
  @inlinable mutating func remove(_ key: Key) {
    let mask = keys.count - 1
    var hole = place(of: key)
    guard keys[hole] == key else { return }
    var next = (hole + 1) & mask
    while keys[next] != .vacant {
      let home = Int(truncatingIfNeeded: keys[next].flatHash >> shift)
      if (next &- home) & mask >= (next &- hole) & mask {
        keys[hole] = keys[next]
        values[hole] = values[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    keys[hole] = .vacant
    values[hole] = blank
    used -= 1
  }

  /// Removes every entry that `shouldRemove` says so of; it may be asked twice about one that stays.
  @inlinable public mutating func removeAll(where shouldRemove: (Key, Value) -> Bool) {
    var index = 0
    while index < keys.count {
      // What closes the hole may have to go as well, so the same place is looked at again.
      if keys[index] != .vacant, shouldRemove(keys[index], values[index]) {
        remove(keys[index])
      } else {
        index &+= 1
      }
    }
  }

  /// Removes everything and keeps the room.
  public mutating func removeAll() {
    guard used > 0 else { return }
    for index in keys.indices {
      keys[index] = .vacant
      values[index] = blank
    }
    used = 0
  }

  /// Calls `body` for every entry, in the order of the table's history: for sums and searches
  /// whose result doesn't depend on the order.
  @inlinable public func visit(_ body: (Key, Value) -> Void) {
    guard used > 0 else { return }
    for index in keys.indices where keys[index] != .vacant { body(keys[index], values[index]) }
  }
}
