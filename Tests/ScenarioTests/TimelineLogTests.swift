import Engine
import Market
import Playback
import SimulatedVenue
import Testing

@testable import Session

@Suite("The log of a timeline")
struct TimelineLogTests {
  private func timeline(seed: UInt64) throws -> Timeline<DryRun> {
    let wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    return Timeline(try DryRun(tape: tape, settings: wild.run), interval: 16)
  }

  /// The log of a run that only goes forward.
  private func whole(seed: UInt64, moves: Int) throws -> [LogFollower.News] {
    var straight = try timeline(seed: seed)
    straight.followLog()
    straight.jump(toMove: moves)
    return straight.takeLog()
  }

  @Test(
    "METRIC-03 Stepping and jumping back and forth takes no line twice and leaves none out",
    arguments: 0..<12)
  func eachOnce(seed: UInt64) throws {
    var dice = Dice(seed)
    var timeline = try timeline(seed: seed)
    timeline.followLog()
    var taken = timeline.takeLog()
    for _ in 0..<30 {
      timeline.jump(toMove: Int(dice.below(300)))
      if dice.below(2) == 0 { timeline.step(dice.pick(StepUnit.allCases), .back) }
      if dice.below(2) == 0 { taken += timeline.takeLog() }
    }
    taken += timeline.takeLog()

    #expect(taken.count > 10, "seed \(seed)")
    #expect(try taken == whole(seed: seed, moves: timeline.furthest), "seed \(seed)")
  }

  @Test("METRIC-03 A command at an earlier moment begins its lines with a mark, from that moment")
  func otherFuture() throws {
    var timeline = try timeline(seed: 2)
    timeline.followLog()
    timeline.jump(toMove: 300)
    let before = timeline.takeLog()
    timeline.jump(toMove: 100)
    #expect(timeline.takeLog().isEmpty)
    let moment = timeline.world.time
    timeline.perform(.freeze)
    timeline.jump(toMove: 300)
    let after = timeline.takeLog()

    #expect(after.first == .otherFuture(at: moment))
    guard after.count > 1, case .entry(let entry) = after[1] else {
      Issue.record("no line follows the mark")
      return
    }
    #expect(entry.tag == .frozen && entry.time == moment)
    // What was logged up to that moment and after it is the log of the future that counts.
    let kept = try whole(seed: 2, moves: 100)
    #expect(Array(before.prefix(kept.count)) == kept)
    #expect(
      kept.count + after.count - 1 == timeline.world.engine.logTotal,
      "every line of this future is there")
  }

  @Test("METRIC-03 A command at the furthest moment begins no other future")
  func sameFuture() throws {
    var timeline = try timeline(seed: 4)
    timeline.followLog()
    timeline.jump(toMove: 120)
    timeline.perform(.freeze)
    timeline.jump(toMove: 80)
    timeline.jump(toMove: 121)
    timeline.perform(.unfreeze)

    let news = timeline.takeLog()
    #expect(!news.contains { if case .otherFuture = $0 { true } else { false } })
    #expect(news.count == timeline.world.engine.logTotal)
  }
}
