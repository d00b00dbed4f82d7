import Configuration
import Engine
import Journal
import Options
import Output
import Playback
import Screen
import Session
import VenueLink

/// `rung run --venue-socket PATH`: trades at a venue that `rung venue` runs in another process.
enum LiveRun {
  static let socket = OptionDescription(
    "venue-socket", takes: "PATH", "Trade at the venue that rung venue runs at this socket")
  static let duration = OptionDescription(
    "for", takes: "SECONDS", "With --venue-socket and --headless: leave after this time")
  static let report = OptionDescription(
    "report", takes: "json|text", "With --headless: format of the report (default: text)")

  /// Options of the market, which belong to the venue's process.
  private static let venueOptions = ["tape", "market", "hours", "faults", "seed", "speed"]

  /// How long a venue may take to greet, in nanoseconds.
  private static let greetingNanoseconds: Int64 = 10_000_000_000

  /// Refuses options that do not go together.
  static func check(_ options: ParsedOptions, of subcommand: Subcommand) throws(CommandFailure) {
    guard options.value(socket.name) != nil else {
      guard options.value(duration.name) == nil else {
        throw CommandFailure(.usage, "--for needs --venue-socket; a dry run has its own end")
      }
      return
    }
    for name in venueOptions where options.value(name) != nil {
      throw CommandFailure(
        .usage, "--\(name) is set where the venue runs: give it to rung venue")
    }
    guard !options.has("paused") else {
      throw CommandFailure(.usage, "--paused: a live run can't be paused")
    }
  }

  // MARK: The run

  /// A run that has begun at a venue.
  struct Begun {
    var run: LinkedRun
    let keeper: JournalKeeper?
    /// How the last process ended; nil for a new run.
    let restart: RestartFacts?
    /// The right to trade there, for as long as the run goes on.
    let lease: Lease
  }

  /// Connects to a venue and begins to trade there, or continues the run that a journal holds.
  ///
  /// - Parameter takesOver: whether a process that trades there is asked to end.
  static func begin(
    _ located: LocatedConfiguration, at path: String, journal: String?, takesOver: Bool
  ) throws(CommandFailure) -> Begun {
    let lease = try RunLease.venue(at: path, journal: journal, takesOver: takesOver)
    let journal: LiveJournal? =
      if let journal { try LiveJournal(journal, located, takesOver: takesOver) } else { nil }
    let connection = VenueConnection(to: path)
    let start = monotonicNanoseconds()
    var events: [VenueConnection.Event] = []
    while true {
      let wall = monotonicNanoseconds()
      connection.poll(at: wall, into: &events)
      for event in events {
        switch event {
        case .opened(let hello, let time):
          var run: LinkedRun
          do throws(ParameterError) {
            run = try LinkedRun(
              unbegun: connection, hello, at: time, wallNanoseconds: wall,
              settings: located.configuration.engine, durable: journal?.durable)
          } catch {
            let name = located.path.map(inputName) ?? "the default configuration"
            throw CommandFailure(.usage, "\(name): \(error.text)")
          }
          if let journal {
            let keeper = try journal.begin(&run)
            return Begun(
              run: run, keeper: keeper, restart: journal.restart(at: run.time), lease: lease)
          }
          run.begin()
          return Begun(run: run, keeper: nil, restart: nil, lease: lease)
        case .broken(let error): throw CommandFailure(.venue, "no venue at \(path): \(error)")
        case .message: break  // None comes before the greeting.
        }
      }
      guard wall - start < greetingNanoseconds else {
        throw CommandFailure(.venue, "the venue at \(path) does not greet")
      }
      waitForAny([connection.descriptor], within: connection.wait(at: wall))
    }
  }

  static func timeline(of run: LinkedRun, _ keeper: JournalKeeper?) -> Timeline<LinkedRun> {
    var timeline = Timeline(run)
    timeline.record(by: keeper?.recorder)
    return timeline
  }

  /// Trades without a screen until a signal, or for a time, and prints the report.
  static func playHeadless(
    _ options: ParsedOptions, _ form: ReplayReport.Form, _ located: LocatedConfiguration,
    at path: String, of subcommand: Subcommand
  ) throws(CommandFailure) -> ExitCode {
    let seconds: Int64?
    do throws(OptionError) {
      seconds = try options.integer(duration.name, in: 1...1_000_000)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let signals = try EndingSignals()
    let start = monotonicNanoseconds()
    let begun = try begin(
      located, at: path, journal: options.value("journal"),
      takesOver: options.has(RunOptions.takeOver.name))
    defer { withExtendedLifetime(begun.lease) {} }
    let keeper = begun.keeper
    let speed = Speed.times(Int(begun.run.hello.speed))
    let log = try LogOpening(ResourceFinder(), located, options).open(for: begun.run).log
    var timeline = timeline(of: begun.run, keeper)
    if log != nil { timeline.followLog() }
    var loop = HeadlessLoop(
      Session(timeline, speed: speed),
      onExit: located.configuration.session.onExit,
      signals, end: seconds.map { start + $0 * 1_000_000_000 }, keeper, log)
    loop.run()
    let code = keeper.map { endJournal($0, loop.session.timeline.world.engine) } ?? .done
    let run = loop.session.timeline.world
    try finishLog(log, at: run.time)
    let report = ReplayReport(run, wallNanoseconds: monotonicNanoseconds() - start)
    try printResult(report.text(in: form))
    if case .over(let error) = run.link { throw CommandFailure(.venue, "\(path): \(error)") }
    return code
  }
}

extension ReplayReport {
  /// The report of a live run in its present state.
  init(_ run: LinkedRun, wallNanoseconds: Int64) {
    let snapshot = run.snapshot()
    tape = TapeFigures(
      name: run.hello.source, instrument: run.hello.instrument, events: run.updateIndex,
      first: run.began, last: run.time)
    speed = SpeedFigures(
      wallNanoseconds: wallNanoseconds, peakResidentBytes: rung.peakResidentBytes())
    counters = snapshot.counters
    account = snapshot.account
    mark = account.valuedAt
    isMarkTold = snapshot.market.mark.map { !$0.isStale } ?? false
    finalStateHash = run.stateHash
    boundaryHash = run.kernel.boundary?.value
  }
}
