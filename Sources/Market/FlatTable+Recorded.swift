extension FlatTable: Recorded where Key: Codable, Value: Codable {
  /// The entries of a table, and the room it has grown to.
  public struct Form: Codable {
    struct Entry: Codable {
      var key: Key
      var value: Value
    }

    var room: Int
    var blank: Value
    var entries: [Entry]
  }

  /// The entries begin behind an unused place. So if they are added in this order to a table with
  /// the same room, each finds its old place, and a build that hashes differently finds others.
  public var recorded: Form {
    let start = entries.firstIndex { $0.key == .vacant } ?? 0
    let turned = [entries[start...], entries[..<start]].joined()
    return Form(
      room: entries.count, blank: blank,
      entries: turned.lazy.filter { $0.key != .vacant }
        .map { Form.Entry(key: $0.key, value: $0.value) })
  }

  public init(recorded: Form) throws {
    let room = recorded.room
    guard room >= 16, room <= 1 << 31, room & (room - 1) == 0, recorded.entries.count * 2 <= room
    else {
      throw RecordedFormError("\(recorded.entries.count) entries in a table with room for \(room)")
    }
    self.init(capacity: room / 2, blank: recorded.blank)
    for entry in recorded.entries {
      guard entry.key != .vacant, !contains(entry.key) else {
        throw RecordedFormError("the key \(entry.key) comes twice, or stands for an unused place")
      }
      self[entry.key] = entry.value
    }
  }
}
