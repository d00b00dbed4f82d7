import Engine
import Journal
import Market
import SimulatedVenue
import Testing

@testable import Session

/// The end of a journal repeats by itself, with a slice of its recording.
@Suite("Slices of a journal")
struct JournalSliceTests {
  /// A recorded run of three segments: its journal, and where each segment begins on the tape.
  private struct Run {
    let path: String
    let tape: Tape
    let places: [Int]
    let end: Engine
    /// What the engine heard of the market.
    let heard: [Heard]
  }

  /// A market update as the engine heard it.
  private struct Heard: Equatable {
    let time: Instant
    let changes: [MarketChange]

    /// The same without the length of a gap, which on a tape is that between two updates.
    var plain: Heard {
      Heard(time: time, changes: changes.map { $0.kind == .gap ? .gap(nanoseconds: 1) : $0 })
    }

    func apply(to book: inout Book) {
      let kinds = MarketKinds(changes.compactMap { $0.kind?.kinds })
      changes.withUnsafeBufferPointer {
        book.apply(MarketUpdate(time: time, kinds: kinds, changes: $0))
      }
    }
  }

  /// Keeps the market updates that an engine hears.
  private final class Listener: InputRecorder, @unchecked Sendable {
    var heard: [Heard] = []
    let next: (any InputRecorder)?

    init(_ next: (any InputRecorder)? = nil) { self.next = next }

    func record(_ input: Input, at time: Instant, place: Int?) {
      if case .market(let update) = input {
        heard.append(Heard(time: update.time, changes: Array(update.changes)))
      }
      next?.record(input, at: time, place: place)
    }

    func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {
      next?.conclude(effects, since: mark, on: engine)
    }
  }

  private func start(_ engine: Engine, at time: Instant) -> SegmentStart {
    SegmentStart(
      build: "test", begun: time, why: "a test", world: "{}",
      record: RecordText.text(of: engine.record))
  }

  /// - Parameter named: how updates are recorded; nil for the run's own way.
  private func run(
    _ seed: UInt64, in folder: JournalFolder, named: NamedUpdates? = nil
  ) throws -> Run {
    var wild = WildSettings(seed: seed, latency: seed % 2 == 1)
    wild.market.hasMarks = seed % 3 == 0
    let tape = try WildMarket.tape(wild.market, seed: seed)
    let path = folder.path("journal-\(seed)")
    let sink = try CommittingSink(path)
    var world = try DryRun(unbegun: .tape(tape), settings: wild.run)
    sink.begin(start(world.engine, at: tape.header.firstTime))
    let recorder = JournalRecorder(
      sink, after: 0, world.engine, named: named ?? world.namedUpdates, from: 0)
    let listener = Listener(recorder)
    world.kernel.record(by: listener)
    world.begin()
    var (moves, places) = (0, [0])
    while world.advance() {
      moves += 1
      if let command = wild.command(near: world.engine.mid) { world.perform(command) }
      guard moves % 120 == 0, places.count < 3 else { continue }
      recorder.handOver()
      let begun = start(world.engine, at: world.time)
      sink.begin(begun)
      places.append(recorder.place)
      world.kernel.engine = try Engine(record: RecordText.record(of: begun.record ?? ""))
    }
    recorder.handOver()
    sink.close()
    #expect(sink.failure == nil)
    return Run(
      path: path, tape: tape, places: places, end: world.engine, heard: listener.heard)
  }

  @Test(
    "STATE-04 The last segments repeat bit for bit with the slice of the recording that they name",
    arguments: 7_300..<7_304)
  func slices(seed: UInt64) throws {
    let folder = try JournalFolder()
    let run = try run(seed, in: folder)
    for number in 1...run.places.count {
      let reader = try JournalReader(run.path)
      let last = try #require(try reader.lastTime())
      let places = run.places
      let slice = TapeSlice(run.tape, from: places[number - 1], through: last)
      let part = slice.made(TapeProvenance())
      let skipped = slice.skipped
      var world = try JournalWorld(reader, from: Int64(number)) { segment in
        SegmentSource(.tape(part), place: places[Int(segment.id) - 1], skipped: skipped)
      }
      world.run()
      #expect(world.problem == nil)
      #expect(world.divergence == nil)
      let isSame = world.engine.checkpoint == run.end.checkpoint
      #expect(isSame, "from segment \(number)")
      #expect(part.header.counts.updates < run.tape.header.counts.updates || number == 1)
    }
  }

  @Test(
    "STATE-03 The rows that a slice makes whole are compared, and a changed one is found",
    arguments: 7_300..<7_302)
  func compared(seed: UInt64) throws {
    let folder = try JournalFolder()
    let run = try run(seed, in: folder)
    func differences() throws -> [TableCheck.Difference] {
      let reader = try JournalReader(run.path)
      let places = run.places
      let tape = run.tape
      var world = try JournalWorld(reader, from: 2) { segment in
        SegmentSource(.tape(tape), place: places[Int(segment.id) - 1])
      }
      let first = world.number
      let check = try TableCheck(run.path)
      let recorder = TableRecorder(check, after: first, world.engine)
      world.kernel.record(by: recorder)
      world.run()
      #expect(recorder.problem == nil)
      return try check.compare(from: first + 1).differences
    }
    #expect(try differences() == [])
    let first = try #require(try JournalReader(run.path).segments().last?.first)
    let committer = try JournalCommitter(
      JournalFile(
        run.path, .write,
        layout: TableLayout(
          create: TableKeeper.layout.create,
          statements: ["UPDATE notes SET tag = 'other' WHERE input >= \(first)"])))
    var group = CommitGroup()
    group.append(
      UnsafeRawBufferPointer(start: nil, count: 0), count: 0, time: run.end.lastTime,
      rows: [RowWrite(0, [])])
    try committer.commit(group)
    try committer.close()
    #expect(try differences().map(\.table) == ["notes"])
  }

  @Test(
    "STATE-04 The market that a live run recorded, played as a tape, gives the same book updates",
    arguments: 7_400..<7_403)
  func market(seed: UInt64) throws {
    // As in a live run, the journal holds the market itself.
    let folder = try JournalFolder()
    let run = try run(seed, in: folder, named: NamedUpdates.none)
    let records = try RecordedMarket.records(toldIn: JournalReader(run.path))
    let tape = try Tape(
      checking: records, of: run.tape.header.instrument, TapeProvenance(), from: run.path)
    var wild = WildSettings(seed: seed, latency: false)
    // The tape has what the engine heard, whatever its book is made from.
    wild.run.engine.market.bookSource = run.end.book.source == .depth ? .depth : .quotes
    var world = try DryRun(unbegun: .tape(tape), settings: wild.run)
    let listener = Listener()
    world.kernel.record(by: listener)
    world.begin()
    while world.advance() {}

    #expect(listener.heard.count == run.heard.count)
    #expect(listener.heard.map(\.plain) == run.heard.map(\.plain))
    var (then, now) = (Book(source: run.end.book.source), Book(source: run.end.book.source))
    for (one, other) in zip(run.heard, listener.heard) {
      one.apply(to: &then)
      other.apply(to: &now)
      #expect(then.mid2 == now.mid2 && then.isCrossed == now.isCrossed)
    }
  }
}
