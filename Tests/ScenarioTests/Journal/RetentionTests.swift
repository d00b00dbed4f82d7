import Engine
import Journal
import Market
import SimulatedVenue
import Testing

@testable import Session

/// A journal gives up its old segments, and loses nothing that the run or its tables need.
@Suite("Retention of a journal")
struct RetentionTests {
  private func limits(kept: Int64?) -> JournalKeeper.Limits {
    var limits = JournalKeeper.Limits()
    (limits.segmentBytes, limits.keptNanoseconds) = (1_500, kept)
    return limits
  }

  /// Plays a run to its end with a journal.
  private func play(_ path: String, _ tape: Tape, _ wild: WildSettings, kept: Int64?) throws
    -> DryRun
  {
    let writer = try JournalWriter(JournalFile(path, .openOrNew, layout: TableKeeper.layout))
    var wild = wild
    var world = try DryRun(unbegun: .tape(tape), settings: wild.run)
    let keeper = JournalKeeper(
      writer, path: path, build: "test", why: "a new run", after: RecordEnd(engine: world.engine),
      at: tape.header.firstTime, named: world.namedUpdates, limits: limits(kept: kept), wall: 0
    ) { "\($0)" }
    #expect(keeper.awaitNumbers())
    world.kernel.record(by: keeper.recorder)
    world.begin()
    var moves = 0
    while world.advance() {
      moves += 1
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
      guard moves % 20 == 0 else { continue }
      #expect(keeper.keepUp(with: world, wall: 0) == nil)
      if keeper.isRotationDue(at: world.time) { world = keeper.rotated(world) }
    }
    #expect(keeper.finish(world.engine, withinMilliseconds: 60_000) == .closed)
    return world
  }

  @Test(
    "STATE-07 Segments older than what is kept are given up; the rest repeats, and all rows stay",
    arguments: 7_500..<7_503)
  func givesUp(seed: UInt64) throws {
    let folder = try JournalFolder()
    let wild = WildSettings(seed: seed, latency: false)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    let kept = tape.header.lastTime.nanoseconds(since: tape.header.firstTime) / 4
    let whole = try play(folder.path("whole"), tape, wild, kept: nil)
    let world = try play(folder.path("kept"), tape, wild, kept: kept)
    let isSameRun = world.engine.checkpoint == whole.engine.checkpoint
    #expect(isSameRun)

    let all = try JournalReader(folder.path("whole")).segments()
    let reader = try JournalReader(folder.path("kept"))
    let left = try reader.segments()
    let newest = try #require(all.last).start.begun
    // What is kept begins with the segment that was under way then.
    let first = try #require(
      all.last { $0.start.begun <= newest.advanced(byNanoseconds: -kept) })
    #expect(left == all.filter { $0.id >= first.id })
    #expect(left.count > 1 && left.count < all.count)
    #expect(try reader.extent().first == first.first)
    for table in ["fills", "orders", "lots", "notes", "closes", "commands"] {
      let rows = "SELECT * FROM \(table)"
      let isSame = try reader.rows(of: rows) == JournalReader(folder.path("whole")).rows(of: rows)
      #expect(isSame, "\(table)")
    }
    var record = try JournalWorld(reader) { segment in
      SegmentSource(.tape(tape), place: Int(segment.start.world) ?? 0)
    }
    record.run()
    #expect(record.problem == nil && record.divergence == nil)
    let isSame = record.engine.checkpoint == world.engine.checkpoint
    #expect(isSame)
  }

  @Test("STATE-07 A run that continues after a pause gives up what became too old meanwhile")
  func continues() throws {
    let folder = try JournalFolder()
    let path = folder.path("journal")
    let wild = WildSettings(seed: 7_501, latency: false)
    let tape = try WildMarket.tape(wild.market, seed: 7_501)
    let world = try play(path, tape, wild, kept: nil)
    let reader = try JournalReader(path)
    let (all, last) = (try reader.segments(), try reader.extent().last)
    #expect(all.count > 3)

    for (pause, kept, left) in [
      (Int64(1_000), Int64.max / 4, all.count + 1), (2_000, 500, 2),
    ] {
      let writer = try JournalWriter(JournalFile(path, .write, layout: TableKeeper.layout))
      let keeper = JournalKeeper(
        writer, path: path, build: "test", why: "the run was continued",
        earlier: try reader.segments(), after: RecordEnd(engine: world.engine, number: last),
        at: world.time.advanced(byNanoseconds: pause), named: .none, limits: limits(kept: kept),
        wall: 0
      ) { "\($0)" }
      #expect(keeper.finish(world.engine, withinMilliseconds: 60_000) == .closed)
      #expect(try reader.segments().count == left)
    }
  }
}
