extension PlaceTable: Recorded where Key: Codable {
  /// The places in use, without the rest of the ring.
  public struct Form: Codable {
    struct Used: Codable {
      var turn: Int
      var place: Int32
    }

    var room: Int
    var ring: [Used]
    var beside: FlatTable<Key, Int32>
  }

  public var recorded: Form {
    Form(
      room: ring.count,
      ring: ring.indices.lazy.filter { ring[$0] >= 0 }.map { Form.Used(turn: $0, place: ring[$0]) },
      beside: beside)
  }

  public init(recorded: Form) throws {
    let room = recorded.room
    guard room >= 256, room <= 1 << 31, room & (room - 1) == 0 else {
      throw RecordedFormError("a ring of \(room) places")
    }
    self.init()
    ring = Array(repeating: -1, count: room)
    for used in recorded.ring {
      guard ring.indices.contains(used.turn), ring[used.turn] < 0, used.place >= 0 else {
        throw RecordedFormError("place \(used.place) at \(used.turn) of a ring of \(room)")
      }
      ring[used.turn] = used.place
    }
    beside = recorded.beside
    used = recorded.ring.count + beside.count
  }

  /// Whether every place that it knows is that of an element with the key that leads there: true
  /// unless it was read from a record that does not fit this build's order of turns.
  public func fits(_ things: [Key.Thing]) -> Bool {
    var fits = true
    beside.visit { key, place in
      fits = fits && things.indices.contains(Int(place)) && Key.of(things[Int(place)]) == key
    }
    return fits
      && ring.indices.allSatisfy { turn in
        let place = Int(ring[turn])
        return place < 0
          || things.indices.contains(place) && self.turn(of: Key.of(things[place])) == turn
      }
  }
}
