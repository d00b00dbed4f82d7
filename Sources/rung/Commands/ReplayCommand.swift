import Configuration
import Options
import Session
import SimulatedVenue

/// `rung replay FILE`: a tape or a made market, headless, as fast as it goes.
enum ReplayCommand {
  static let subcommand = Subcommand(
    "replay", "Play a tape as fast as it goes and report what came of it",
    operands: [
      OperandDescription(
        "FILE", isRequired: false, "a tape, binary or text (tape v1, plain or gzip)")
    ],
    options: [
      RunOptions.market, RunOptions.hours, RunOptions.faults, RunOptions.config, RunOptions.seed,
      OptionDescription("report", takes: "json|text", "How the report is printed (text)"),
      OptionDescription("fills", takes: "FILE.csv", "Write a line for every fill"),
    ],
    details: [
      """
      Profit is net: realised + unrealised is the cash flow of the fills, plus the position at the
      mark, less fees and funding. Equal tapes and configurations give equal state hashes, and equal
      reports but for time and memory.
      """
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private enum Form {
    case json
    case text
  }

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    var located = try ResourceFinder().configuration(options.value("config"))
    let form: Form
    do throws(OptionError) {
      form = try options.choice("report", [("json", .json), ("text", .text)]) ?? .text
      try RunOptions.apply(options, to: &located.configuration)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let file = options.operand(0)
    if let file { try refuseOverwriting(file, by: "--fills", options.value("fills")) }
    let market = try loadMarket(
      file, options, located, mustEnd: true, of: subcommand, bundled: { nil })
    var world = try makeDryRun(market, located)
    let start = monotonicNanoseconds()
    try play(&world, fills: options.value("fills"))
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    switch form {
    case .json: try printResult(report.json)
    case .text: try printResult(report.text)
    }
    return .done
  }

  /// Plays to the end, with or without a record of the fills.
  private static func play(_ world: inout DryRun, fills path: String?) throws(CommandFailure) {
    guard let path else { return world.run() }
    do throws(FileError) {
      try record(&world, to: path)
    } catch {
      throw CommandFailure(writing: error)
    }
  }

  private static func record(_ world: inout DryRun, to path: String) throws(FileError) {
    var file = try OutputFile(creating: path)
    let instrument = world.source.instrument
    try file.write(line: FillLine.header)
    world.recordsFills = true
    while world.advance() {
      guard !world.fillRecords.isEmpty else { continue }
      for record in world.takeFillRecords() {
        try file.write(line: FillLine.text(record, instrument))
      }
    }
    try file.finish()
  }
}
