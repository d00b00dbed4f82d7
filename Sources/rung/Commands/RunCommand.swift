import Configuration
import Curses
import Glibc
import Options

/// `rung run`, and `rung` alone: opens the console on a dry run.
enum RunCommand {
  static let subcommand = Subcommand(
    "run", "Open the console on a dry run of a tape or of a generated market",
    options: [
      OptionDescription(
        "venue", takes: "simulated", "Venue that orders are sent to (simulated is the only one)"),
      OptionDescription("tape", takes: "FILE", "Tape to play (default: the bundled recording)"),
      RunOptions.market, RunOptions.hours, RunOptions.faults, RunOptions.config,
      RunOptions.speed, RunOptions.seed,
      OptionDescription("paused", "Start paused"),
      OptionDescription("headless", "No screen: play to the end and print the report"),
      RunOptions.keymap,
      OptionDescription("theme", takes: "NAME", "Theme of the screen; overrides console.theme"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    try checkVenue(options.value("venue"))
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

  private static func openConsole(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let setup = try ConsoleSetup(options, subcommand)
    let terminal: Terminal
    do throws(TerminalError) {
      terminal = try Terminal(setup.terminalOptions)
    } catch {
      throw CommandFailure(.usage, "the console cannot be shown: \(error)")
    }
    var loop = ConsoleLoop(setup.session, setup, on: terminal)
    loop.run()
    for line in loop.farewell { complain(line) }
    return .done
  }

  /// Plays to the end without a screen and prints the report.
  ///
  /// - Parameter reason: why there is no screen; nil if the operator asked for that.
  private static func playHeadless(
    _ options: ParsedOptions, because reason: String? = nil
  ) throws(CommandFailure) -> ExitCode {
    let setup = try ConsoleSetup(options, subcommand, mustEnd: true)
    if let reason { complain("\(reason); playing without a screen (--headless)") }
    for notice in setup.notices { complain(notice) }
    var world = setup.session.timeline.world
    let start = monotonicNanoseconds()
    world.run()
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    try checkTape(of: world)
    try printResult(report.text)
    return .done
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
}
