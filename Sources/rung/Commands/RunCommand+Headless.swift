import Options
import Session
import Telemetry

extension RunCommand {
  /// Plays to the end without a screen and prints the report.
  ///
  /// - Parameter reason: why there is no screen; nil if the operator asked for that.
  static func playHeadless(
    _ options: ParsedOptions, because reason: String? = nil
  ) throws(CommandFailure) -> ExitCode {
    let form: ReplayReport.Form
    do throws(OptionError) {
      form = try ReplayReport.Form(options)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let located = try RunOptions.configuration(options, ResourceFinder(), of: subcommand)
    let setup = try ConsoleSetup(options, located)
    guard options.operand(0) == nil else {
      throw CommandFailure(
        .usage,
        "a journal is opened in the console; rung replay JOURNAL checks it without a screen")
    }
    if let reason { complain("\(reason); playing without a screen (--headless)") }
    for notice in setup.notices { complain(notice) }
    if let path = options.value(LiveRun.socket.name) {
      return try LiveRun.playHeadless(options, form, located, at: path, of: subcommand)
    }
    let start = monotonicNanoseconds()
    guard let path = options.value("journal") else {
      var world = try makeDryRun(try market(options, located, mustEnd: true), located)
      let log = try LogOpening(ResourceFinder(), located, options).open(for: world).log
      world.run(loggedBy: log)
      try report(on: world, since: start, form, options)
      try finishLog(log, at: world.time)
      return .done
    }
    var run = try JournaledRun(
      path, located, moved: options.value("tape"),
      takesOver: options.has(RunOptions.takeOver.name),
      market: { () throws(CommandFailure) in try market(options, located, mustEnd: true) })
    let log = try LogOpening(ResourceFinder(), run.located, options).open(for: run.world).log
    run.play(loggedBy: log)
    try report(on: run.world, since: start, form, options)
    let code = run.end()
    try finishLog(log, at: run.world.time)
    return code
  }

  private static func report(
    on world: DryRun, since start: Int64, _ form: ReplayReport.Form, _ options: ParsedOptions
  ) throws(CommandFailure) {
    let report = ReplayReport(world, wallNanoseconds: monotonicNanoseconds() - start)
    try checkTape(of: world)
    try show(report.text(in: form), besides: [options.value("log")])
  }
}
