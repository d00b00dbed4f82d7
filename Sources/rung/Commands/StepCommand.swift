import Configuration
import Engine
import Screen
import Session
import SimulatedVenue

/// `rung step FILE`: goes to a moment of a dry run and prints the screen there.
enum StepCommand {
  static let subcommand = Subcommand(
    "step", "Go to a moment of a dry run and print the screen as text",
    operands: [OperandDescription("FILE", "a tape, binary or text (tape v1, plain or gzip)")],
    options: [
      RunOptions.config, RunOptions.seed,
      OptionDescription("to", takes: "WHEN", "Where to go (the first update)"),
      OptionDescription("dump", takes: "PANEL", "Print one panel instead of the whole screen"),
      OptionDescription("size", takes: "COLSxROWS", "The size of the screen (120x40)"),
      OptionDescription("ascii", "Draw with ASCII characters only"),
    ],
    details: [
      "WHEN: a UTC time such as 2024-08-08T23:55:00Z or 23:55:00, +SECONDS from the start,\n"
        + "#N (updates), fill:N, decision:N, reject:N, or end.",
      "PANEL: \(Panel.allCases.map(\.rawValue).joined(separator: ", ")).",
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private struct Choices {
    var target = StepTarget.update(1)
    var panel: Panel?
    var size = ScreenSize(columns: 120, rows: 40)
  }

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    var located = try ResourceFinder().configuration(options.value("config"))
    let choices: Choices
    do throws(OptionError) {
      try RunOptions.apply(options, to: &located.configuration)
      choices = try Self.choices(options)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let path = options.operand(0) ?? ""
    let tape = try loadTape(path, TapeImportOptions(located.configuration.venueRules))
    var timeline = Timeline(try makeDryRun(tape, located))
    try timeline.go(to: choices.target)
    try printResult(screen(of: timeline, DryRunOrigin(located, tape: path), choices, located))
    return .done
  }

  private static func screen(
    of timeline: Timeline, _ origin: DryRunOrigin, _ choices: Choices,
    _ located: LocatedConfiguration
  ) -> String {
    var settings = Console.Options()
    settings.glyphs = located.configuration.console.ascii ? .ascii : .unicode
    var console = Console(options: settings)
    let size = choices.size
    var snapshot = timeline.world.snapshot(console.ladderFrame(for: size))
    if console.settle(on: snapshot, size: size) {
      snapshot = timeline.world.snapshot(console.ladderFrame(for: size))
    }
    let status = origin.status(of: timeline, speed: .times(1), isPaused: true)
    guard let panel = choices.panel else { return console.draw(snapshot, status, size: size).text }
    let lines = console.draw(panel, of: snapshot, status, size: size).lines
    // A panel alone ends where its text does.
    let end = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    return lines[...end].joined(separator: "\n")
  }

  private static func choices(_ options: ParsedOptions) throws(OptionError) -> Choices {
    var choices = Choices()
    if let text = options.value("to") {
      guard let target = StepTarget(text) else {
        throw .badValue("--to", given: text, allowed: StepTarget.allowed)
      }
      choices.target = target
    }
    choices.panel = try options.choice("dump", Panel.allCases.map { ($0.rawValue, $0) })
    if let text = options.value("size") {
      guard let size = screenSize(text) else {
        throw .badValue(
          "--size", given: text, allowed: "COLSxROWS such as 80x24, each from 1 to 1000")
      }
      choices.size = size
    }
    return choices
  }

  private static func screenSize(_ text: String) -> ScreenSize? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...1_000).contains(columns), (1...1_000).contains(rows)
    else { return nil }
    return ScreenSize(columns: columns, rows: rows)
  }
}
