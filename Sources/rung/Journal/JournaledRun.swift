import Configuration
import Engine
import Journal
import Output
import Screen
import Session
import SimulatedVenue

/// A dry run with a journal: a new one, or one that continues where its journal ends.
struct JournaledRun {
  var world: DryRun
  let keeper: JournalKeeper
  /// The configuration in force: that of the journal, if the run continues.
  let located: LocatedConfiguration
  /// How the last process ended; nil for a new run.
  let restart: RestartFacts?

  /// Opens a journal, or makes one, and begins or continues its run.
  ///
  /// - Parameters:
  ///   - takesOver: whether a process that writes the journal is asked to end.
  ///   - market: the market of a new run.
  ///   - prepare: done with the world before it begins.
  init(
    _ path: String, _ located: LocatedConfiguration, moved: String? = nil, takesOver: Bool = false,
    market: () throws(CommandFailure) -> MarketSource, prepare: (inout DryRun) -> Void = { _ in }
  ) throws(CommandFailure) {
    try refuseBox(path)
    let lease = try RunLease.journal(path, takesOver: takesOver)
    let writer = try readingJournal {
      try JournalWriter(JournalFile(path, .openOrNew, layout: TableKeeper.layout))
    }
    let opened = try OpenedJournal(path, moved: moved)
    if let last = try opened.segments.last {
      try self.init(continuing: opened, last, writer, located, moved, prepare)
    } else {
      try self.init(new: path, writer, located, try market(), prepare)
    }
    keeper.lease = lease
  }

  private init(
    new path: String, _ writer: JournalWriter, _ located: LocatedConfiguration,
    _ source: MarketSource, _ prepare: (inout DryRun) -> Void
  ) throws(CommandFailure) {
    try JournaledRun.checkDescription(of: source, located.configuration)
    world = try makeDryRun(source, located, isBegun: false)
    prepare(&world)
    let keeper = JournaledRun.keeper(
      writer, path, "a new run", RecordEnd(engine: world.engine), world, located.configuration)
    guard keeper.awaitNumbers() else { throw JournaledRun.failure(keeper) }
    world.kernel.record(by: keeper.recorder)
    world.begin()
    world.kernel.record(by: nil)
    self.keeper = keeper
    self.located = located
    restart = nil
  }

  private init(
    continuing opened: OpenedJournal, _ last: Segment, _ writer: JournalWriter,
    _ given: LocatedConfiguration, _ moved: String?, _ prepare: (inout DryRun) -> Void
  ) throws(CommandFailure) {
    let (reader, ending) = (opened.reader, try opened.ending)
    let path = reader.path
    let run = try RunDescription(text: last.start.world, of: path)
    // What the run trades by is the journal's; how the console looks is the operator's.
    var configuration = run.configuration
    configuration.console = given.configuration.console
    configuration.session = given.configuration.session
    located = LocatedConfiguration(configuration: configuration, path: path)
    guard let source = try run.source(moved: moved) else {
      throw CommandFailure(
        .usage,
        "\(path): the journal of a run at a venue in another process; continue it with"
          + " --venue-socket PATH")
    }
    var world = try makeDryRun(source, located, isBegun: false)
    prepare(&world)
    let (begun, settings) = (world, configuration)
    var made: JournalKeeper?
    let divergence = try readingJournal {
      try world.repeatRecord(reader) { end in
        let keeper = JournaledRun.keeper(
          writer, path, "the run was continued", end, begun, settings)
        made = keeper
        return keeper.recorder
      }
    }
    if let divergence {
      throw CommandFailure(
        .found,
        "\(path): recorded by \(last.start.build); \(Version.build) decides otherwise from input "
          + "\(divergence.input) on, so it can't continue this dry run. Continue it with the build "
          + "that recorded it, or begin another journal; rung replay \(path) shows the difference")
    }
    let reserved = try readingJournal { try reader.reservations() }
    guard let keeper = made else {
      throw CommandFailure(.disk, "\(path): nothing was recorded yet; begin another journal")
    }
    guard keeper.awaitNumbers() else { throw JournaledRun.failure(keeper) }
    restart = ending.facts(world.engine, continuedAt: world.time)
    world.restartEngine(
      with: world.engine, after: world.kernel.inputCount,
      above: ReservedNumbers(
        orders: reserved.last("order"), lots: PositionID(Int64(reserved.last("lot")))))
    world.kernel.record(by: nil)
    self.world = world
    self.keeper = keeper
  }

  /// Makes the keeper of a run's journal.
  private static func keeper(
    _ writer: JournalWriter, _ path: String, _ why: String, _ end: RecordEnd,
    _ world: DryRun, _ configuration: Configuration
  ) -> JournalKeeper {
    let source = world.source
    return JournalKeeper(
      writer, path: path, build: Version.build, why: why, after: end,
      at: end.number == 0 ? source.first : end.engine.lastTime, named: world.namedUpdates,
      wall: UInt64(monotonicNanoseconds())
    ) { RunDescription(source, configuration, place: $0).text }
  }

  /// A run that its journal could not describe would be lost with it.
  private static func checkDescription(
    of source: MarketSource, _ configuration: Configuration
  ) throws(CommandFailure) {
    let text = RunDescription(source, configuration, place: 0).text
    let read = try RunDescription(text: text, of: "the new journal").configuration
    guard read.engine == configuration.engine, read.venue == configuration.venue,
      read.network == configuration.network
    else {
      throw CommandFailure(
        .usage, "these settings can't be written to a journal; --no-journal runs without one")
    }
  }

  static func failure(_ keeper: JournalKeeper) -> CommandFailure {
    CommandFailure(.disk, "\(keeper.path): \(keeper.failure.map { "\($0)" } ?? "not written")")
  }
}

extension [Reservation] {
  /// The last number of a kind that is reserved; 0 if there is none.
  func last(_ kind: String) -> UInt64 { first { $0.kind == kind }?.until ?? 0 }
}
