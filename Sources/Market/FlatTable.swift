/// A hash table in one flat array: open addressing, linear probing, no tombstones.
///
/// It exists beside `Dictionary` for two reasons: its layout is the same in every process, and
/// looking up, adding and removing cost a few nanoseconds and no allocation until it grows.
@frozen public struct FlatTable<Key: FlatKey, Value: Sendable>: Sendable {
  @usableFromInline typealias Entry = (key: Key, value: Value)

  @usableFromInline var entries: [Entry]
  @usableFromInline var shift: UInt64
  @usableFromInline var used = 0
  @usableFromInline let blank: Value

  /// The number of keys it holds.
  @inlinable public var count: Int { used }

  /// Makes a table with room for `capacity` keys; `blank` fills unused places.
  @inlinable public init(capacity: Int = 16, blank: Value) {
    var bits = 4
    while (1 << bits) < capacity * 2 { bits += 1 }
    entries = Array(repeating: (.vacant, blank), count: 1 << bits)
    shift = UInt64(64 - bits)
    self.blank = blank
  }

  /// The place of a key, or the place where it would be stored.
  @inlinable @inline(__always) func place(of key: Key) -> Int {
    entries.withUnsafeBufferPointer { entries in
      let mask = entries.count &- 1
      var index = Int(truncatingIfNeeded: key.flatHash >> shift)
      while entries[index].key != key, entries[index].key != .vacant { index = (index &+ 1) & mask }
      return index
    }
  }

  /// The value of a key, or nil if there is none. Setting nil removes the key.
  @inlinable public subscript(key: Key) -> Value? {
    get {
      let index = place(of: key)
      return entries[index].key == key ? entries[index].value : nil
    }
    set {
      guard let newValue else { return remove(key) }
      let index = place(of: key)
      let isNew = entries[index].key != key
      entries[index] = (key, newValue)
      if isNew { added() }
    }
  }

  /// Stores a value for a key, unless it has one.
  @inlinable public mutating func add(_ value: Value, for key: Key) {
    let index = place(of: key)
    guard entries[index].key != key else { return }
    entries[index] = (key, value)
    added()
  }

  /// Whether the table has the key.
  @inlinable public func contains(_ key: Key) -> Bool { entries[place(of: key)].key == key }

  @inlinable @inline(__always) mutating func added() {
    used += 1
    if used * 2 > entries.count { grow() }
  }

  @inlinable @inline(never) mutating func grow() {
    var grown = FlatTable(capacity: used * 2, blank: blank)
    for entry in entries where entry.key != .vacant { grown[entry.key] = entry.value }
    self = grown
  }

  /// Removes a key, if it is there, and closes the hole it leaves in its run.
  @inlinable mutating func remove(_ key: Key) {
    var hole = place(of: key)
    guard entries[hole].key == key else { return }
    let (shift, blank) = (shift, blank)
    entries.withUnsafeMutableBufferPointer { entries in
      let mask = entries.count &- 1
      var next = (hole &+ 1) & mask
      while entries[next].key != .vacant {
        let home = Int(truncatingIfNeeded: entries[next].key.flatHash >> shift)
        if (next &- home) & mask >= (next &- hole) & mask {
          entries[hole] = entries[next]
          hole = next
        }
        next = (next &+ 1) & mask
      }
      entries[hole] = (.vacant, blank)
    }
    used -= 1
  }

  /// Removes every entry for which `shouldRemove` returns true. It may be called twice for an entry
  /// that stays.
  @inlinable public mutating func removeAll(where shouldRemove: (Key, Value) -> Bool) {
    var index = 0
    while index < entries.count {
      // The entry that closed the hole may have to be removed too, so this place is checked again.
      let (key, value) = entries[index]
      if key != .vacant, shouldRemove(key, value) {
        remove(key)
      } else {
        index &+= 1
      }
    }
  }

  /// Removes everything and keeps the capacity.
  public mutating func removeAll() {
    guard used > 0 else { return }
    for index in entries.indices { entries[index] = (.vacant, blank) }
    used = 0
  }

  /// Calls `body` for every entry, in the order of the table's history: for sums and searches
  /// whose result doesn't depend on the order.
  @inlinable public func visit(_ body: (Key, Value) -> Void) {
    guard used > 0 else { return }
    for (key, value) in entries where key != .vacant { body(key, value) }
  }
}

extension FlatTable: Codable where Key: Codable, Value: Codable {
  private enum CodingKeys: CodingKey { case room, blank, taken }

  /// An entry and its place. The places keep the order in which colliding keys were added.
  private struct Taken: Codable {
    var place: Int32
    var key: Key
    var value: Value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entries.count, forKey: .room)
    try container.encode(blank, forKey: .blank)
    let taken = entries.indices.lazy.filter { entries[$0].key != .vacant }
      .map { Taken(place: Int32($0), key: entries[$0].key, value: entries[$0].value) }
    try container.encode(Array(taken), forKey: .taken)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let room = try container.decode(Int.self, forKey: .room)
    let blank = try container.decode(Value.self, forKey: .blank)
    let taken = try container.decode([Taken].self, forKey: .taken)
    guard room >= 16, room <= 1 << 31, room & (room - 1) == 0, taken.count * 2 <= room,
      taken.allSatisfy({ $0.place >= 0 && $0.place < room && $0.key != .vacant })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .taken, in: container,
        debugDescription: "\(taken.count) entries in a table with room for \(room)")
    }
    self.init(capacity: room / 2, blank: blank)
    for entry in taken { entries[Int(entry.place)] = (entry.key, entry.value) }
    used = taken.count
  }
}
