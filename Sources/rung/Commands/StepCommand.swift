import Configuration
import Engine
import Market
import Options
import Screen
import Session
import SimulatedVenue

/// `rung step FILE`: plays a dry run up to a moment and prints its screen as text.
enum StepCommand {
  static let subcommand = Subcommand(
    "step", "Play a tape up to a moment and print the screen as text",
    operands: [RunOptions.tape],
    options: RunOptions.playing + [
      OptionDescription("to", takes: "WHEN", "Where to stop (default: end)"),
      OptionDescription("dump", takes: "PANEL", "Print only this panel, in full width"),
      OptionDescription(
        "explain", takes: "WHAT",
        "Explain an order or a lot: every gate, its numbers, what happens next"),
      OptionDescription("size", takes: "COLSxROWS", "Size of the screen (default: 120x40)"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    details: [
      """
      WHEN is a UTC time (23:55:00 or 2024-08-08T23:55:00Z), +90 (seconds from the start), a count from
      the start (#1000 updates of the tape, event:1000, decision:3, fill:10, reject:1), or end.
      If the tape ends before that, its end is printed and the exit code is 1.
      """,
      """
      WHAT is a side and a price (buy@61660.2), or a lot (lot:3). The explanation is the same as on
      the console.
      """,
      "PANEL is one of \(Panel.alone.map(\.rawValue).joined(separator: ", ")).",
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let finder = ResourceFinder()
    let located = try RunOptions.configuration(options, finder, of: subcommand)
    let file = options.operand(0)
    _ = try finder.inputs(of: located, tape: file)
    let size: ScreenSize
    let panel: Panel?
    let target: StepTarget
    let asked: ExplainOption?
    do throws(OptionError) {
      size = try self.size(options.value("size"))
      panel = try options.choice("dump", Panel.alone.map { ($0.rawValue, $0) })
      target = try StepTarget(options)
      asked = try ExplainOption(options)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let wanted = Wanted(size: size, panel: panel, target: target, asked: asked)
    if let file, isJournal(file) {
      let journal = try OpenedJournal(file)
      try journal.tellOtherBuilds()
      var timeline = Timeline(try journal.world())
      let code = try show(&timeline, wanted, located, options)
      guard let problem = timeline.world.problem else { return code }
      throw CommandFailure(.disk, "\(file): \(problem)")
    }
    let market = try loadMarket(
      file, options, located, mustEnd: true, of: subcommand, bundled: { nil })
    var world = try makeDryRun(market, located)
    world.watchQueues()
    var timeline = Timeline(world)
    let code = try show(&timeline, wanted, located, options)
    try checkTape(of: timeline.world)
    return code
  }

  /// What a command line asks to be shown, and where.
  private struct Wanted {
    let size: ScreenSize
    let panel: Panel?
    let target: StepTarget
    let asked: ExplainOption?
  }

  private static func show(
    _ timeline: inout Timeline<some TradingWorld>, _ wanted: Wanted,
    _ located: LocatedConfiguration, _ options: ParsedOptions
  ) throws(CommandFailure) -> ExitCode {
    let isThere = try timeline.go(to: wanted.target)
    if !isThere { complain("the tape ends before \(options.value("to") ?? "end")") }
    if let asked = wanted.asked {
      let text = explanation(
        timeline, try asked.target(in: timeline.world.engine.instrument))
      try printResult(glyphs(located) == .ascii ? Glyphs.ascii.shown(text) : text)
    } else {
      try printResult(text(timeline, located, wanted.panel, wanted.size))
    }
    return isThere ? .done : .found
  }

  private static func explanation(_ timeline: Timeline<some TradingWorld>, _ target: ExplainTarget)
    -> String
  {
    let world = timeline.world
    var frame = LadderFrame(topTicks: 0, rows: 0, ticksPerRow: 1)
    frame.explaining = target
    let snapshot = world.snapshot(frame)
    let explanation = snapshot.explanation ?? world.engine.explain(target)
    return ExplanationText.text(
      explanation, snapshot.instrument, at: world.time, in: snapshot,
      said: world.facts.venueTexts)
  }

  /// The size of the screen if no option gives one.
  static let usualSize = ScreenSize(columns: 120, rows: 40)

  /// The screen of a moment, or one panel of it.
  static func text(
    _ timeline: Timeline<some TradingWorld>, _ located: LocatedConfiguration, _ panel: Panel?,
    _ size: ScreenSize
  ) -> String {
    var options = Console.Options()
    options.glyphs = glyphs(located)
    var console = Console(options: options)
    if let panel { console.focus(panel) }
    let session = Session(timeline, isPaused: true)
    let status = SessionStatus(session, located)
    let world = timeline.world
    var snapshot = world.snapshot(console.ladderFrame(for: size), now: world.time)
    if console.settle(on: snapshot, size: size) {
      snapshot = world.snapshot(console.ladderFrame(for: size), now: world.time)
    }
    guard let panel else { return console.draw(snapshot, status, size: size).text }
    let lines = console.draw(panel, of: snapshot, status, size: size).lines
    // A panel printed alone ends at its last line of text.
    let end = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    return lines[...end].joined(separator: "\n")
  }

  /// The glyphs that the locale can show. The configuration can restrict them to ASCII.
  private static func glyphs(_ located: LocatedConfiguration) -> Glyphs {
    let isUnicode = TerminalFacts.characterSet() == "UTF-8"
    return isUnicode && !located.configuration.console.ascii ? .unicode : .ascii
  }

  private static func size(_ text: String?) throws(OptionError) -> ScreenSize {
    guard let text else { return usualSize }
    let parts = text.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...500).contains(columns), (1...500).contains(rows)
    else {
      throw .badValue("--size", given: text, allowed: "COLSxROWS, each 1 to 500, such as 120x40")
    }
    return ScreenSize(columns: columns, rows: rows)
  }
}
