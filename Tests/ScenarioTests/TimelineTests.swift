import Engine
import Market
import Playback
import SimulatedVenue
import Testing

@testable import Session

@Suite("Timeline")
struct TimelineTests {
  /// A run with commands in its history, somewhere in the middle.
  private func timeline(seed: UInt64, moves: Int) throws -> Timeline<DryRun> {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var timeline = Timeline(try DryRun(tape: tape, settings: wild.run), interval: 16)
    for _ in 0..<moves {
      guard timeline.advance() else { break }
      if let command = wild.command(near: timeline.world.engine.mid) { timeline.perform(command) }
    }
    return timeline
  }

  @Test("CONSOLE-08 Stepping back restores exactly what stood there", arguments: 0..<16)
  func stepsBack(seed: UInt64) throws {
    var dice = Dice(seed)
    var timeline = try timeline(seed: seed, moves: 150)
    for _ in 0..<6 {
      timeline.jump(toMove: Int(dice.below(120)))
      for unit in StepUnit.allCases {
        // Begin where a step of this kind ends, so that the way back has a place to end.
        guard timeline.step(unit, .forward) else { continue }
        var hashes = [timeline.world.stateHash]
        var places = [timeline.position]
        for _ in 0..<4 where timeline.step(unit, .forward) {
          hashes.append(timeline.world.stateHash)
          places.append(timeline.position)
        }
        if timeline.position != places.last { timeline.jump(toMove: places.last ?? 0) }
        for index in hashes.indices.reversed() {
          #expect(timeline.world.stateHash == hashes[index], "seed \(seed), \(unit), \(index)")
          #expect(timeline.position == places[index], "seed \(seed), \(unit), \(index)")
          if index > 0 {
            let isBack = timeline.step(unit, .back)
            #expect(isBack, "seed \(seed), \(unit), \(index)")
          }
        }
      }
    }
  }

  @Test("CONSOLE-08 A jump leads where steps lead, commands given again", arguments: 20..<30)
  func jumps(seed: UInt64) throws {
    let end = try timeline(seed: seed, moves: 220)
    var stepped = end
    stepped.jump(toMove: 0)
    var seen: [(move: Int, time: Instant, hash: UInt64)] = []
    while stepped.position < end.position, stepped.advance() {
      seen.append((stepped.position, stepped.world.time, stepped.world.stateHash))
    }
    #expect(stepped.world.stateHash == end.world.stateHash, "seed \(seed)")

    var jumped = end
    var dice = Dice(seed)
    for _ in 0..<12 {
      let place = dice.pick(seen)
      jumped.jump(toMove: place.move)
      #expect(jumped.world.stateHash == place.hash, "seed \(seed), move \(place.move)")
      jumped.jump(to: place.time)
      let last = seen.last { $0.time <= place.time }
      #expect(jumped.world.stateHash == last?.hash, "seed \(seed), time \(place.time)")
    }
  }

  @Test("CONSOLE-08 A new command in the past begins another future")
  func anotherFuture() throws {
    var timeline = try timeline(seed: 2, moves: 200)
    let end = timeline.position
    timeline.jump(toMove: 50)
    timeline.perform(.freeze)

    #expect(timeline.position == 51)
    #expect(timeline.commandMoves.allSatisfy { $0 <= 50 })
    timeline.jump(toMove: end)
    #expect(timeline.world.engine.snapshot().control.isFrozen)
    let hash = timeline.world.stateHash
    for place in [end - 1, 70, 51] {
      timeline.jump(toMove: place)
      #expect(timeline.world.engine.snapshot().control.isFrozen, "no checkpoint of the old future")
      timeline.jump(toMove: end)
      #expect(timeline.world.stateHash == hash)
    }
  }

  @Test("Two runs end in the same state, to the last bit", arguments: [40, 41, 42, 43])
  func sameTwice(seed: UInt64) throws {
    let first = try timeline(seed: seed, moves: 400)
    let second = try timeline(seed: seed, moves: 400)

    #expect(first.world.stateHash == second.world.stateHash, "seed \(seed)")
    #expect(first.world.engine.snapshot() == second.world.engine.snapshot())
  }

  @Test("After the tape's last update nothing further happens", arguments: [false, true])
  func ends(latency: Bool) throws {
    let wild = WildSettings(seed: 7, latency: latency)
    let tape = try WildMarket.tape(wild.market, seed: 7)
    var world = try DryRun(tape: tape, settings: wild.run)
    world.run()
    let hash = world.stateHash

    #expect(world.nextTime == nil)
    let goesOn = world.advance()
    #expect(!goesOn)
    #expect(world.stateHash == hash)
    #expect(world.updateIndex == world.updateCount)
    if !latency { #expect(world.time == tape.header.lastTime) }
  }
}
