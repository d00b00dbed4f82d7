import Curses
import Options
import Playback
import Screen
import Session
import Telemetry

extension RunCommand {
  /// What a console shows, and what is written beside it.
  private struct Shown<World: TradingWorld> {
    var timeline: Timeline<World>
    let setup: ConsoleSetup
    let speed: Speed
    let isPaused: Bool
    var keeper: JournalKeeper?
    var restart: RestartFacts?
    var log: (log: RunLog?, notices: [String]) = (nil, [])
  }

  static func openConsole(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let located = try RunOptions.configuration(options, ResourceFinder(), of: subcommand)
    if let path = options.operand(0) { return try openRecord(path, options, located) }
    let setup = try ConsoleSetup(options, located)
    if let path = options.value(LiveRun.socket.name) { return try openLive(path, options, setup) }
    let choice = try JournalPlace.path(options) { () throws(CommandFailure) in
      try market(options, located, mustEnd: false)
    }
    switch choice {
    case .leave: return .done
    case .journal(let path): return try openJournaled(path, options, located)
    case .none:
      var world = try makeDryRun(try market(options, located, mustEnd: false), located)
      world.watchQueues()
      let session = located.configuration.session
      return try show(
        Shown(
          timeline: Timeline(world), setup: setup, speed: session.speed,
          isPaused: session.isPaused,
          log: try openLog(options, located, of: world)))
    }
  }

  /// Opens the console on a dry run with a journal. A run that continues waits for the operator.
  private static func openJournaled(
    _ path: String, _ options: ParsedOptions, _ located: LocatedConfiguration
  ) throws(CommandFailure) -> ExitCode {
    let run = try JournaledRun(
      path, located, moved: options.value("tape"),
      takesOver: options.has(RunOptions.takeOver.name),
      market: { () throws(CommandFailure) in try market(options, located, mustEnd: false) },
      prepare: { $0.watchQueues() })
    var timeline = Timeline(run.world)
    timeline.record(by: run.keeper.recorder)
    let session = run.located.configuration.session
    return try show(
      Shown(
        timeline: timeline, setup: try ConsoleSetup(options, run.located), speed: session.speed,
        isPaused: session.isPaused || run.restart != nil, keeper: run.keeper,
        restart: run.restart,
        log: try openLog(options, run.located, of: run.world)))
  }

  /// Opens the console on a venue in another process.
  private static func openLive(
    _ path: String, _ options: ParsedOptions, _ setup: ConsoleSetup
  ) throws(CommandFailure) -> ExitCode {
    let journal = try JournalPlace.livePath(options, at: path)
    let begun = try LiveRun.begin(
      setup.located, at: path, journal: journal,
      takesOver: options.has(RunOptions.takeOver.name))
    defer { withExtendedLifetime(begun.lease) {} }
    var run = begun.run
    run.watchQueues(by: setup.located.configuration.venue.queueRule)
    return try show(
      Shown(
        timeline: LiveRun.timeline(of: run, begun.keeper), setup: setup,
        speed: .times(Int(run.hello.speed)), isPaused: false, keeper: begun.keeper,
        restart: begun.restart,
        log: try openLog(options, setup.located, of: run)))
  }

  /// Opens the console on a journal.
  private static func openRecord(
    _ path: String, _ options: ParsedOptions, _ located: LocatedConfiguration
  ) throws(CommandFailure) -> ExitCode {
    let journal = try OpenedJournal(path, moved: options.value("tape"))
    try journal.tellOtherBuilds()
    return try show(
      Shown(
        timeline: Timeline(try journal.world()), setup: try ConsoleSetup(options, located),
        speed: located.configuration.session.speed, isPaused: true))
  }

  private static func openLog(
    _ options: ParsedOptions, _ located: LocatedConfiguration, of world: some TradingWorld
  ) throws(CommandFailure) -> (log: RunLog?, notices: [String]) {
    try LogOpening(ResourceFinder(), located, options, hasScreen: true).open(for: world)
  }

  /// Shows a run until the operator leaves it.
  private static func show<World>(_ shown: Shown<World>) throws(CommandFailure) -> ExitCode {
    let terminal: Terminal
    do throws(TerminalError) {
      terminal = try Terminal(shown.setup.terminalOptions)
    } catch {
      throw CommandFailure(.usage, "the console cannot be shown: \(error)")
    }
    var timeline = shown.timeline
    if shown.log.log != nil { timeline.followLog() }
    var loop = ConsoleLoop(
      Session(timeline, speed: shown.speed, isPaused: shown.isPaused), shown.setup, on: terminal)
    loop.keeper = shown.keeper
    loop.log = shown.log.log
    loop.logNotices = shown.log.notices
    if let restart = shown.restart { loop.askAboutRestart(restart) }
    loop.run()
    for line in loop.farewell { complain(line) }
    loop.endBox()
    let code = loop.endJournal()
    try finishLog(loop.log, at: loop.session.snapshot.time)
    return code
  }
}
