import Configuration
import Curses
import Glibc
import Options
import Session
import SimulatedVenue
import Telemetry

/// `rung run`, and `rung` alone: opens the console on a dry run, or on the journal of one.
enum RunCommand {
  static let subcommand = Subcommand(
    "run", "Open the console on a dry run of a tape or of a generated market, or on a journal",
    operands: [
      OperandDescription("JOURNAL", isRequired: false, "the journal of a run, to step through")
    ],
    options: [
      OptionDescription(
        "venue", takes: "simulated", "Venue that orders are sent to (simulated is the only one)"),
      OptionDescription("tape", takes: "FILE", "Tape to play (default: the bundled recording)"),
      RunOptions.market, RunOptions.hours, RunOptions.faults, RunOptions.config,
      RunOptions.speed, RunOptions.seed, RunOptions.log,
      OptionDescription(
        "journal", takes: "FILE",
        "Journal of the run; a run that it holds is continued (default: one under XDG state)"),
      OptionDescription("no-journal", "Keep no journal"),
      OptionDescription("paused", "Start paused"),
      OptionDescription("headless", "No screen: play to the end and print the report"),
      RunOptions.keymap,
      OptionDescription("theme", takes: "NAME", "Theme of the screen; overrides console.theme"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    details: [
      """
      With --journal FILE the run is recorded as it happens. If FILE holds a run, that run is
      continued where its record ends: the market and the settings are those of the journal, and
      entries wait until orders, fills and position were compared with the venue.
      """,
      """
      rung run JOURNAL opens a journal to look at, also one that is being written. It can be stepped
      both ways and takes no commands. --tape FILE says where the recording is that the journal names,
      if it was moved.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    try checkVenue(options.value("venue"))
    try checkJournal(options)
    if options.has("headless") { return try playHeadless(options) }
    if let reason = reasonForNoScreen { return try playHeadless(options, because: reason) }
    do throws(SystemError) {
      guard TerminalGuard.isGuarded else {
        leave(with: try TerminalGuard.run())
      }
      try TerminalGuard.adopt()
    } catch {
      throw CommandFailure(.usage, "the console cannot be started: \(error)")
    }
    return try openConsole(options)
  }

  /// Why no console can be shown here; nil if one can. Half a screen is worse than none.
  private static var reasonForNoScreen: String? {
    if isatty(STDIN_FILENO) == 0 { return "standard input is not a terminal" }
    if isatty(STDOUT_FILENO) == 0 { return "standard output is not a terminal" }
    let term = environmentVariable("TERM") ?? ""
    return term.isEmpty || term == "dumb" ? "TERM is \"\(term)\"" : nil
  }

  // MARK: With a screen

  private static func openConsole(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let located = try RunOptions.configuration(options, ResourceFinder(), of: subcommand)
    if let path = options.operand(0) { return try openRecord(path, options, located) }
    let setup = try ConsoleSetup(options, located)
    let choice = try JournalPlace.path(options) { () throws(CommandFailure) in
      try market(options, located, mustEnd: false)
    }
    switch choice {
    case .leave: return .done
    case .journal(let path): return try openJournaled(path, options, located)
    case .none:
      var world = try makeDryRun(try market(options, located, mustEnd: false), located)
      world.watchQueues()
      let log = try LogOpening(ResourceFinder(), located, options, hasScreen: true).open(for: world)
      return try show(
        Timeline(world), setup, nil, log, isPaused: located.configuration.session.isPaused)
    }
  }

  /// Opens the console on a run with a journal. A run that continues waits for the operator.
  private static func openJournaled(
    _ path: String, _ options: ParsedOptions, _ located: LocatedConfiguration
  ) throws(CommandFailure) -> ExitCode {
    let run = try JournaledRun(
      path, located, moved: options.value("tape"),
      market: { () throws(CommandFailure) in try market(options, located, mustEnd: false) },
      prepare: { $0.watchQueues() })
    var timeline = Timeline(run.world)
    timeline.record(by: run.keeper.recorder)
    let log = try LogOpening(ResourceFinder(), run.located, options, hasScreen: true)
      .open(for: run.world)
    return try show(
      timeline, ConsoleSetup(options, run.located), run.keeper, log,
      isPaused: run.located.configuration.session.isPaused || run.continued != nil)
  }

  /// Opens the console on a journal.
  private static func openRecord(
    _ path: String, _ options: ParsedOptions, _ located: LocatedConfiguration
  ) throws(CommandFailure) -> ExitCode {
    let journal = try OpenedJournal(path, moved: options.value("tape"))
    try journal.tellOtherBuilds()
    let setup = try ConsoleSetup(options, located)
    return try show(Timeline(try journal.world()), setup, nil, nil, isPaused: true)
  }

  private static func show<World: TradingWorld>(
    _ timeline: Timeline<World>, _ setup: ConsoleSetup, _ keeper: JournalKeeper?,
    _ log: (log: RunLog?, notices: [String])?, isPaused: Bool
  ) throws(CommandFailure) -> ExitCode {
    var timeline = timeline
    if log?.log != nil { timeline.followLog() }
    let terminal: Terminal
    do throws(TerminalError) {
      terminal = try Terminal(setup.terminalOptions)
    } catch {
      throw CommandFailure(.usage, "the console cannot be shown: \(error)")
    }
    let session = Session(
      timeline, speed: setup.located.configuration.session.speed, isPaused: isPaused)
    var loop = ConsoleLoop(session, setup, on: terminal)
    loop.keeper = keeper
    loop.log = log?.log
    loop.logNotices = log?.notices ?? []
    loop.run()
    for line in loop.farewell { complain(line) }
    let code = loop.endJournal()
    try finishLog(loop.log, at: loop.session.snapshot.time)
    return code
  }

  // MARK: Without a screen

  /// Plays to the end without a screen and prints the report.
  ///
  /// - Parameter reason: why there is no screen; nil if the operator asked for that.
  private static func playHeadless(
    _ options: ParsedOptions, because reason: String? = nil
  ) throws(CommandFailure) -> ExitCode {
    let located = try RunOptions.configuration(options, ResourceFinder(), of: subcommand)
    let setup = try ConsoleSetup(options, located)
    guard options.operand(0) == nil else {
      throw CommandFailure(
        .usage, "a journal is opened in the console; rung replay JOURNAL checks it without a screen")
    }
    if let reason { complain("\(reason); playing without a screen (--headless)") }
    for notice in setup.notices { complain(notice) }
    let start = monotonicNanoseconds()
    guard let path = options.value("journal") else {
      var world = try makeDryRun(try market(options, located, mustEnd: true), located)
      let log = try LogOpening(ResourceFinder(), located, options).open(for: world).log
      world.run(loggedBy: log)
      try report(on: world, since: start, options)
      try finishLog(log, at: world.time)
      return .done
    }
    var run = try JournaledRun(
      path, located, moved: options.value("tape"),
      market: { () throws(CommandFailure) in try market(options, located, mustEnd: true) })
    let log = try LogOpening(ResourceFinder(), run.located, options).open(for: run.world).log
    try run.play(loggedBy: log)
    try report(on: run.world, since: start, options)
    let code = run.end()
    try finishLog(log, at: run.world.time)
    return code
  }

  private static func report(
    on world: DryRun, since start: Int64, _ options: ParsedOptions
  ) throws(CommandFailure) {
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    try checkTape(of: world)
    try rung.show(report.text, besides: [options.value("log")])
  }

  private static func market(
    _ options: ParsedOptions, _ located: LocatedConfiguration, mustEnd: Bool
  ) throws(CommandFailure) -> MarketSource {
    try loadMarket(
      options.value("tape"), options, located, mustEnd: mustEnd, of: subcommand,
      bundled: { () throws(CommandFailure) in try ResourceFinder().tape() })
  }

  // MARK: Options

  private static func checkVenue(_ name: String?) throws(CommandFailure) {
    switch name {
    case nil, "simulated": return
    case "hyperliquid":
      throw CommandFailure(
        .usage, "--venue hyperliquid: this build has no live venue; simulated is the only one")
    case .some(let name):
      throw CommandFailure(
        usage: .badValue("--venue", given: name, allowed: "simulated"), of: subcommand)
    }
  }

  private static func checkJournal(_ options: ParsedOptions) throws(CommandFailure) {
    guard options.value("journal") != nil else { return }
    if options.has("no-journal") {
      throw CommandFailure(.usage, "--journal and --no-journal exclude each other")
    }
    if options.operand(0) != nil {
      throw CommandFailure(
        .usage, "--journal continues a run; a journal named alone is opened to look at, not both")
    }
  }
}
