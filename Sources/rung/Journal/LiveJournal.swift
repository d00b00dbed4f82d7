import Configuration
import Engine
import Journal
import Market
import Screen
import Session

/// The journal of a live run: a new one, or one whose run is continued.
struct LiveJournal {
  let path: String
  private let writer: JournalWriter
  private let lease: Lease
  /// Where the run is continued; nil for a new one.
  private let restored: (end: RecordEnd, reserved: ReservedNumbers, ending: RecordEnding)?
  private let configuration: Configuration
  /// The run of the venue that it traded at; nil for a new journal.
  private let venueRun: UInt64?
  /// The segments that the journal has.
  private let earlier: [Segment]

  /// Opens a journal and restores the engine that it holds: from the newest checkpoint of this
  /// build, otherwise from the last segment, and the inputs since.
  ///
  /// - Parameter takesOver: whether a process that writes the journal is asked to end.
  init(
    _ path: String, _ located: LocatedConfiguration, takesOver: Bool
  ) throws(CommandFailure) {
    self.path = path
    configuration = located.configuration
    try refuseBox(path)
    lease = try RunLease.journal(path, takesOver: takesOver)
    writer = try readingJournal {
      try JournalWriter(JournalFile(path, .openOrNew, layout: TableKeeper.layout))
    }
    let opened = try OpenedJournal(path)
    earlier = try opened.segments
    guard let last = earlier.last else {
      restored = nil
      venueRun = nil
      return
    }
    guard
      case .told(_, let run) = try RunDescription(text: last.start.world, of: path).market
    else {
      throw CommandFailure(
        .usage, "\(path): the journal of a dry run; continue it without --venue-socket")
    }
    venueRun = run
    try opened.tellOtherBuilds()
    let market = try opened.market
    var world = try readingJournal {
      try JournalWorld(lastOf: opened.reader, build: Version.build, market: market)
    }
    world.run()
    if let problem = world.problem { throw CommandFailure(.disk, "\(path): \(problem)") }
    if let divergence = world.divergence {
      complain(
        "\(path): this build decides otherwise from input \(divergence.input) on; what differs is "
          + "found when orders, fills and position are compared with the venue")
    }
    let ending = try opened.ending
    let reservations = try readingJournal { try opened.reader.reservations() }
    restored = (
      RecordEnd(engine: world.engine, number: world.number),
      ReservedNumbers(
        orders: max(world.engine.generation, reservations.last("order")),
        lots: max(world.engine.lastLot, PositionID(Int64(reservations.last("lot"))))),
      ending
    )
    if world.engine.settings != located.configuration.engine {
      complain("\(path): the run continues with the settings of its journal")
    }
  }

  /// The number of the last durable input, for the run's outbox.
  var durable: @Sendable () -> UInt64 { { [writer] in writer.committed } }

  /// How the last process ended, for a run that is continued at a moment; nil for a new run.
  func restart(at moment: Instant) -> RestartFacts? {
    restored.map { $0.ending.facts($0.end.engine, continuedAt: moment) }
  }

  /// Begins or continues a run that has not begun.
  func begin(_ run: inout LinkedRun) throws(CommandFailure) -> JournalKeeper {
    if let restored, restored.end.engine.instrument != run.hello.instrument {
      throw CommandFailure(
        .usage,
        "\(path): the journal of a run in \(restored.end.engine.instrument.symbol); this venue "
          + "trades \(run.hello.instrument.symbol), or by other rules")
    }
    if let venueRun, venueRun != run.hello.run {
      throw CommandFailure(
        .usage,
        "\(path): the venue was started again since, so the account of this journal is gone; "
          + "begin another journal")
    }
    let text = RunDescription(
      atVenue: run.hello.source, run: run.hello.run, configuration
    ).text
    var limits = JournalKeeper.Limits()
    limits.keptNanoseconds = configuration.journal.keptDays.map { $0 * 86_400_000_000_000 }
    let keeper = JournalKeeper(
      writer, path: path, build: Version.build,
      why: restored == nil ? "a new run" : "the run was continued", earlier: earlier,
      after: restored?.end ?? RecordEnd(engine: run.engine), at: run.time, named: .none,
      limits: limits, wall: UInt64(monotonicNanoseconds())
    ) { _ in text }
    keeper.lease = lease
    guard keeper.awaitNumbers() else { throw JournaledRun.failure(keeper) }
    run.kernel.record(by: keeper.recorder)
    if let restored {
      run.begin(
        with: restored.end.engine, after: Int(clamping: restored.end.number),
        above: ReservedNumbers(
          orders: max(restored.reserved.orders, run.hello.lastNumber),
          lots: max(restored.reserved.lots, PositionID(run.hello.lastLot))))
    } else {
      run.begin()
    }
    keeper.recorder.handOver()
    return keeper
  }
}
