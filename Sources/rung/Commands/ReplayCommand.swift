import Configuration
import Options
import Output
import Session
import SimulatedVenue
import Telemetry

/// `rung replay FILE`: plays a tape or a generated market as fast as possible, or repeats a journal,
/// without a screen.
enum ReplayCommand {
  static let subcommand = Subcommand(
    "replay", "Play a tape, or repeat a journal, at full speed, and report",
    operands: [RunOptions.tape],
    options: RunOptions.playing + [
      OptionDescription("report", takes: "json|text", "Format of the report (default: text)"),
      OptionDescription(
        "fills", takes: "FILE.csv", "Write every fill as a line of CSV; - is standard output"),
      OptionDescription(
        "log", takes: "FILE", "Append the log as JSON lines; - is standard output"),
      OptionDescription("journal", takes: "FILE", "Write a new journal of the run"),
    ],
    details: [
      """
      If FILE is a journal, its inputs are given to the engine again, and everything that they cause
      is compared with what they caused then. The first difference is reported, and the exit code is 1.
      """,
      """
      Profit is net of fees and funding: realised + unrealised is the cash flow of all fills plus the
      value of the position at the mark price (the mid where there is none), minus fees and funding.
      The same tape and configuration always give the same state hash, and the same report except for
      time and memory. The JSON report also has a boundary_hash. Two versions of Rung have the same
      boundary_hash if they sent, asked, booked and closed the same at the same times.
      """,
      """
      An existing file of fills is replaced only when the new one is complete; an interrupted run
      leaves it unchanged. With --fills - or --log - the report is printed on standard error.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let finder = ResourceFinder()
    let located = try RunOptions.configuration(options, finder, of: subcommand)
    let form: ReplayReport.Form
    do throws(OptionError) {
      form = try ReplayReport.Form(options)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let file = options.operand(0)
    if let file, isJournal(file) { return try repeatJournal(file, options, form) }
    let inputs = try finder.inputs(of: located, tape: file)
    let path = options.value("fills")
    try refuseOverwriting(inputs, by: "--fills", path)
    try refuseOneFile("--fills", path, "--log", options.value("log"))
    try refuseOverwriting(inputs, by: "--journal", options.value("journal"))
    let market = { () throws(CommandFailure) in
      try loadMarket(file, options, located, mustEnd: true, of: subcommand, bundled: { nil })
    }
    guard let journal = options.value("journal") else {
      var world = try makeDryRun(try market(), located)
      if form == .json { world.kernel.boundary = BoundaryHash() }
      let log = try LogOpening(finder, located, options).openIfAsked(for: world)
      let start = monotonicNanoseconds()
      let fills = try play(&world, fills: path, log)
      try report(on: world, since: start, form, besides: [path, options.value("log")])
      try finish(fills)
      try finishLog(log, at: world.time)
      return .done
    }
    guard path == nil else {
      throw CommandFailure(
        .usage, "--fills and --journal exclude each other: the journal has a table of fills")
    }
    guard !fileExists(journal) else {
      throw CommandFailure(
        .usage, "\(journal): the file exists already; rung run --journal continues a run")
    }
    var run = try JournaledRun(journal, located, market: market) {
      if form == .json { $0.kernel.boundary = BoundaryHash() }
    }
    let log = try LogOpening(finder, located, options).openIfAsked(for: run.world)
    let start = monotonicNanoseconds()
    run.play(loggedBy: log)
    let code = run.end()
    try report(on: run.world, since: start, form, besides: [options.value("log")])
    try finishLog(log, at: run.world.time)
    return code
  }

  private static func report(
    on world: DryRun, since start: Int64, _ form: ReplayReport.Form, besides outputs: [String?]
  ) throws(CommandFailure) {
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    try checkTape(of: world)
    try show(report.text(in: form), besides: outputs)
  }

  /// Repeats a journal and compares what it causes with what it caused then.
  private static func repeatJournal(
    _ path: String, _ options: ParsedOptions, _ form: ReplayReport.Form
  ) throws(CommandFailure) -> ExitCode {
    for name in ["fills", "journal", "log", "market"] where options.value(name) != nil {
      throw CommandFailure(.usage, "--\(name) is for a tape; \(path) is a journal")
    }
    let journal = try OpenedJournal(path)
    try journal.tellOtherBuilds()
    let start = monotonicNanoseconds()
    var world = try journal.world()
    let first = world.number
    world.run()
    let report = JournalReport(
      world, path: path, after: first, builds: try journal.builds,
      wallNanoseconds: monotonicNanoseconds() - start)
    try printResult(form == .json ? report.json : report.text)
    if let problem = world.problem { throw CommandFailure(.disk, "\(problem)") }
    return world.divergence == nil ? .done : .found
  }

  private static func finish(_ fills: FillsFile?) throws(CommandFailure) {
    do throws(FileError) {
      try fills?.finish()
    } catch {
      throw CommandFailure(writing: error)
    }
  }

  /// Plays to the end, with or without a record of the fills. If the disk takes no more of them,
  /// the record is lost but the run goes on; the error is reported after the report is printed.
  private static func play(
    _ world: inout DryRun, fills path: String?, _ log: RunLog?
  ) throws(CommandFailure) -> FillsFile? {
    guard let path else {
      world.run(loggedBy: log)
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
    world.run(loggedBy: log) { world in
      guard !world.kernel.fillRecords.isEmpty else { return }
      for record in world.takeFillRecords() {
        file.write(line: FillLine.text(record, instrument))
      }
    }
    return file
  }
}
