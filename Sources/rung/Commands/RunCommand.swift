import Configuration

/// `rung run`, and `rung` alone: the console on a dry run.
enum RunCommand {
  static let subcommand = Subcommand(
    "run", "Open the console: a dry run of a tape at the simulated venue",
    options: [
      OptionDescription("venue", takes: "simulated", "Where orders go (simulated)"),
      OptionDescription("tape", takes: "FILE", "The tape to play (else the bundled recording)"),
      RunOptions.config, RunOptions.speed, RunOptions.seed,
      OptionDescription("paused", "Wait for the run key"),
      OptionDescription("headless", "No screen: play to the end and print the report"),
      RunOptions.keymap,
      OptionDescription("theme", takes: "NAME", "A theme; over console.theme"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    try checkVenue(options.value("venue"))
    throw CommandFailure(.usage, "the console is not built in yet")
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
