import Engine
import Journal
import Market
import SimulatedVenue
import Testing
import Venue

@testable import Session

/// Dry runs with a journal: what was recorded is repeated, and a run that died continues.
@Suite("Runs with a journal")
struct JournaledWorldTests {
  private func settings(_ seed: UInt64) -> WildSettings {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.market.hasMarks = seed % 3 == 0
    if seed % 4 == 1 { wild.run.network.rates = FaultRates(FaultKind.allCases) }
    return wild
  }

  /// Begins to record a run into a new journal.
  private func begin(
    _ path: String, _ tape: Tape, _ settings: DryRunSettings
  ) throws -> (world: DryRun, recorder: JournalRecorder, sink: CommittingSink) {
    let sink = try CommittingSink(path)
    var world = try DryRun(unbegun: .tape(tape), settings: settings)
    sink.begin(
      SegmentStart(
        build: "test", begun: tape.header.firstTime, why: "a new run", world: "{}",
        record: RecordText.text(of: world.engine.record)))
    let recorder = JournalRecorder(
      sink, after: 0, world.engine, named: world.namedUpdates, from: 0)
    world.kernel.record(by: recorder)
    world.begin()
    return (world, recorder, sink)
  }

  /// Plays with drawn commands, and hands over every few moves.
  private func play(
    _ world: inout DryRun, _ wild: inout WildSettings, _ recorder: JournalRecorder,
    handOverEvery: Int, until limit: Int = .max
  ) {
    var moves = 0
    while moves < limit, world.advance() {
      moves += 1
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
      if moves % handOverEvery == 0 { recorder.handOver() }
    }
    recorder.handOver()
  }

  private func market(_ tape: Tape) -> SegmentMarket {
    { _ in SegmentSource(.tape(tape), place: 0) }
  }

  @Test(
    "STATE-04 A recorded run repeats bit for bit, and every effect is as it was",
    arguments: 7_000..<7_006)
  func repeated(seed: UInt64) throws {
    let folder = try JournalFolder()
    var wild = settings(seed)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var (world, recorder, sink) = try begin(folder.path("journal"), tape, wild.run)
    play(&world, &wild, recorder, handOverEvery: 500)
    sink.close()
    #expect(sink.failure == nil)
    var record = try JournalWorld(JournalReader(folder.path("journal")), market: market(tape))
    record.run()
    #expect(record.problem == nil)
    #expect(record.divergence == nil)
    #expect(record.number == UInt64(world.kernel.inputCount))
    let isSame = record.engine.checkpoint == world.engine.checkpoint
    #expect(isSame)
  }

  @Test("STATE-04 The first input that causes something else is found, and named")
  func divergence() throws {
    let folder = try JournalFolder()
    var wild = settings(7_002)
    let tape = try WildMarket.tape(wild.market, seed: 7_002)
    var (world, recorder, _) = try begin(folder.path("journal"), tape, wild.run)
    play(&world, &wild, recorder, handOverEvery: 50)
    // Another engine: its rungs are one step larger.
    var other = wild.run
    other.engine.grid.size = .steps(99)
    let engine = try DryRun(unbegun: .tape(tape), settings: other).engine
    let reader = try JournalReader(folder.path("journal"))
    var record = try JournalWorld(
      engine, RecordedInputs(reader, after: 0),
      Segments(reader.segments(), at: 0, market(tape)),
      JournalWorld.RecordFacts(reader, mode: "JOURNAL", first: tape.header.firstTime))
    record.run()
    let found = try #require(record.divergence)
    // The first orders differ: they are placed within the first few inputs.
    #expect(found.input > 1 && found.input < 60)
    #expect(found.expected != found.found)
  }

  @Test(
    "STATE-02 A run that died at any commit continues from its journal as the venue had it, and agrees",
    arguments: 7_100..<7_108)
  func continued(seed: UInt64) throws {
    let folder = try JournalFolder()
    let path = folder.path("journal")
    var wild = settings(seed)
    let tape = try WildMarket.tape(wild.market, seed: seed)
    var (world, recorder, sink) = try begin(path, tape, wild.run)
    let stop = 40 + Int(seed * 7_919 % 400)
    play(&world, &wild, recorder, handOverEvery: 7, until: stop)
    let died = world
    _ = sink
    // The same run again, from its journal alone.
    var again = try DryRun(unbegun: .tape(tape), settings: wild.run)
    let reader = try JournalReader(path)
    let second = try CommittingSink(path)
    let named = again.namedUpdates
    let divergence = try again.repeatRecord(reader) { end in
      second.begin(
        SegmentStart(
          build: "test", begun: end.engine.lastTime, why: "the run was continued", world: "{}",
          record: RecordText.text(of: end.engine.record)))
      return JournalRecorder(
        second, after: end.number, end.engine, named: named, from: end.place)
    }
    #expect(divergence == nil)
    // Events that gave the engine nothing may still be to come.
    #expect(again.kernel.inputCount == died.kernel.inputCount)
    let isSame = again.engine.checkpoint == died.engine.checkpoint
    #expect(isSame)
    let fills = again.engine.snapshot().counters.fills
    again.restartEngine(
      with: again.engine, after: again.kernel.inputCount,
      above: ReservedNumbers(
        orders: again.engine.generation + 4_096,
        lots: PositionID(again.engine.lastLot.value + 4_096)))
    again.heal()
    while again.advance() {}
    let snapshot = again.engine.snapshot()
    #expect(snapshot.counters.fills >= fills)
    // Whatever the venue did meanwhile, the books are the venue's.
    #expect(again.engine.position == again.venue.position)
  }
}
