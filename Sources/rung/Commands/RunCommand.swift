import Curses
import Glibc
import Options
import SimulatedVenue

/// `rung run`, and `rung` alone: opens the console on a dry run, on a venue in another process, or
/// on a journal.
enum RunCommand {
  static let subcommand = Subcommand(
    "run", "Open the console on a dry run, a venue process, or a journal",
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
        "Record the run there, or continue the run in it (default: one of its own)"),
      OptionDescription("no-journal", "Keep no journal"), RunOptions.takeOver,
      OptionDescription("paused", "Start paused"),
      OptionDescription("headless", "No screen: play to the end and print the report"),
      LiveRun.socket, LiveRun.duration, LiveRun.report,
      RunOptions.keymap,
      OptionDescription("theme", takes: "NAME", "Theme of the screen; overrides console.theme"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    details: [
      """
      With --journal FILE the run is recorded as it happens. If FILE holds a run, that run is
      continued where its record ends: with the settings of the journal, and entries wait until
      orders, fills and position were compared with the venue.
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
    try LiveRun.check(options, of: subcommand)
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

  static func market(
    _ options: ParsedOptions, _ located: LocatedConfiguration, mustEnd: Bool
  ) throws(CommandFailure) -> MarketSource {
    try loadMarket(
      options.value("tape"), options, located, mustEnd: mustEnd, of: subcommand,
      bundled: { () throws(CommandFailure) in try ResourceFinder().tape() })
  }

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
    let (isKept, isLookedAt) = (options.value("journal") != nil, options.operand(0) != nil)
    if isKept, options.has("no-journal") {
      throw CommandFailure(.usage, "--journal and --no-journal exclude each other")
    }
    guard isLookedAt else { return }
    if isKept {
      throw CommandFailure(
        .usage, "--journal continues a run, a journal named alone is opened to look at; not both")
    }
    if options.value(LiveRun.socket.name) != nil {
      throw CommandFailure(
        .usage, "--venue-socket trades at a venue, a journal is opened to look at; not both")
    }
  }
}
