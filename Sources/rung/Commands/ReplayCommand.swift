import Configuration
import Options
import Output
import Session
import SimulatedVenue

/// `rung replay FILE`: a tape or a made market, headless, as fast as it goes.
enum ReplayCommand {
  static let subcommand = Subcommand(
    "replay", "Play a tape as fast as it goes and report what came of it",
    operands: [RunOptions.tape],
    options: RunOptions.playing + [
      OptionDescription("report", takes: "json|text", "How the report is printed (text)"),
      OptionDescription(
        "fills", takes: "FILE.csv", "Write a line for every fill; - is standard output"),
    ],
    details: [
      """
      Profit is net: realised + unrealised is the cash flow of the fills, plus the position at the
      mark, less fees and funding. Equal tapes and configurations give equal state hashes, and equal
      reports but for time and memory. The JSON report has a boundary_hash too: equal where the engine
      sent, asked, booked and closed the same at the same moments, whichever version it is.
      """,
      """
      A file of fills that was there is replaced when the new one is whole; a run that is cut off
      leaves it as it was. With --fills - the report goes to standard error.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private enum Form {
    case json
    case text
  }

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let finder = ResourceFinder()
    let located = try RunOptions.configuration(options, finder, of: subcommand)
    let form: Form
    do throws(OptionError) {
      form = try options.choice("report", [("json", .json), ("text", .text)]) ?? .text
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let file = options.operand(0)
    let inputs = try finder.inputs(of: located, tape: file)
    let path = options.value("fills")
    try refuseOverwriting(inputs, by: "--fills", path)
    let market = try loadMarket(
      file, options, located, mustEnd: true, of: subcommand, bundled: { nil })
    var world = try makeDryRun(market, located)
    if form == .json { world.kernel.boundary = BoundaryHash() }
    let start = monotonicNanoseconds()
    let fills = try play(&world, fills: path)
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    try checkTape(of: world)
    try show(report, form, besides: path)
    try finish(fills)
    return .done
  }

  /// Prints the report: to standard error where the fills go to standard output.
  private static func show(
    _ report: ReplayReport, _ form: Form, besides fills: String?
  ) throws(CommandFailure) {
    let text =
      switch form {
      case .json: report.json
      case .text: report.text
      }
    guard fills == "-" else { return try printResult(text) }
    StandardStreams.say(lines: text + "\n")
  }

  private static func finish(_ fills: FillsFile?) throws(CommandFailure) {
    do throws(FileError) {
      try fills?.finish()
    } catch {
      throw CommandFailure(writing: error)
    }
  }

  /// Plays to the end, with or without a record of the fills. A disk that takes no more of them
  /// costs the record and not the run: what went wrong is told once the report is out.
  private static func play(
    _ world: inout DryRun, fills path: String?
  ) throws(CommandFailure) -> FillsFile? {
    guard let path else {
      world.run()
      return nil
    }
    let file: FillsFile
    do throws(FileError) {
      file = try FillsFile(path)
    } catch {
      throw CommandFailure(writing: error)
    }
    let instrument = world.source.instrument
    world.kernel.recordsFills = true
    while world.advance() {
      guard !world.kernel.fillRecords.isEmpty else { continue }
      for record in world.takeFillRecords() {
        file.write(line: FillLine.text(record, instrument))
      }
    }
    return file
  }
}
