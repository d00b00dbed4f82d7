import Market
import Testing

@Suite("Places by key")
struct PlaceTableTests {
  private struct Thing: Hashable, Sendable {
    var number: Int
    var owner = 1
  }

  private struct ByNumber: PlaceKey {
    var thing: Thing

    var flatHash: UInt64 { mixed(UInt64(thing.number) << 8 | UInt64(thing.owner)) }
    var spread: Int { thing.number }
    static var vacant: ByNumber { ByNumber(thing: Thing(number: -1)) }
    static func of(_ thing: Thing) -> ByNumber { ByNumber(thing: thing) }
  }

  /// A plain dictionary is the model; places of what was removed are used again.
  private struct Things {
    var table = PlaceTable<ByNumber>()
    var things: [Thing] = []
    var free: [Int32] = []
    var model: [Thing: Int32] = [:]

    mutating func add(_ thing: Thing) {
      let place = free.popLast() ?? Int32(things.count)
      if Int(place) < things.count { things[Int(place)] = thing } else { things.append(thing) }
      model[thing] = place
      table.add(.of(thing), at: place, among: things)
    }

    mutating func remove(_ thing: Thing) throws {
      let removed = model.removeValue(forKey: thing)
      let place = try #require(removed)
      table.remove(.of(thing), at: place)
      free.append(place)
    }

    func agrees(on thing: Thing) -> Bool {
      table.place(of: .of(thing), among: things) == model[thing] && table.count == model.count
    }
  }

  @Test("What stays long is found, however many others come and go after it")
  func longLived() throws {
    var things = Things()
    things.add(Thing(number: 1))
    for number in 2...5_000 {
      things.add(Thing(number: number))
      if number > 300 { try things.remove(Thing(number: number - 298)) }
      #expect(things.agrees(on: Thing(number: 1)) && things.agrees(on: Thing(number: number)))
      #expect(things.agrees(on: Thing(number: number + 1)), "not there yet")
    }

    for number in 0...5_001 { #expect(things.agrees(on: Thing(number: number))) }
  }

  @Test("Things that meet in the ring are told apart, in whatever order they go and come again")
  func meeting() throws {
    let all = [Thing(number: 7), Thing(number: 7, owner: 2), Thing(number: 7 + 256)]
    for first in all {
      for second in all where second != first {
        var things = Things()
        for thing in all { things.add(thing) }
        try things.remove(first)
        try things.remove(second)
        for thing in all { #expect(things.agrees(on: thing), "\(first) \(second)") }
        things.add(first)
        for thing in all { #expect(things.agrees(on: thing), "\(first) \(second)") }
      }
    }
  }

  @Test("It agrees with a plain map over random numbers near and far", arguments: 0..<10)
  func agreesWithModel(seed: UInt64) throws {
    var things = Things()
    var random = seed
    for step in 0..<3_000 {
      random = mixed(random)
      let thing = Thing(number: Int(random % 600) * (step % 3 == 0 ? 256 : 1))
      if things.model[thing] != nil { try things.remove(thing) } else { things.add(thing) }
      #expect(things.agrees(on: thing))
    }
    for number in 0..<600 * 256 where number < 600 || number % 256 == 0 {
      #expect(things.agrees(on: Thing(number: number)))
    }
  }

  @Test("To remove what the key leads elsewhere changes nothing")
  func removesOnlyItsOwn() {
    var things = Things()
    things.add(Thing(number: 3))

    things.table.remove(.of(Thing(number: 3)), at: 9)

    #expect(things.agrees(on: Thing(number: 3)))
  }
}
