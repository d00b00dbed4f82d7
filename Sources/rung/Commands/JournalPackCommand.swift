import Journal
import Market
import Options
import Output
import Screen

/// `rung journal pack FILE -o BOX`: writes a black box, which opens on any machine.
enum JournalPackCommand {
  static let subcommand = Subcommand(
    "journal pack", "Copy the end of a journal into one file that opens anywhere",
    operands: [OperandDescription("FILE", "the journal; it may be being written")],
    options: [
      OptionDescription(
        "output", letter: "o", takes: "FILE", "The file to write (required); it must not exist"),
      OptionDescription(
        "from", takes: "WHEN", "Begin no later than this (default: 10 minutes before the end)"),
      OptionDescription("tape", takes: "FILE", "The recording that the journal names, if it moved"),
    ],
    details: [
      """
      The file is a black box: a journal of its own, which rung run, step, replay and journal open on
      another machine. It has the inputs byte for byte, the updates of the recording that they name,
      the readable tables, the settings, the screen at the end, and the build. It has no path but the
      names of files, no name of a user or a host, and nothing of the environment.
      """,
      """
      WHEN is a UTC time (23:55:00 or 2024-08-08T23:55:00Z), -30m (before the end), or start. The copy
      begins where a segment of the journal does: with the newest that began by then.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    guard let output = options.value("output") else {
      throw CommandFailure(
        usage: .missingOperand("--output FILE", summary: "the file to write"), of: subcommand)
    }
    guard !OutputFile.isStream(output) else {
      throw CommandFailure(.usage, "--output \(output): a black box is a file; name one")
    }
    let journal = try OpenedJournal(options.operand(0) ?? "", moved: options.value("tape"))
    try journal.tellOtherBuilds()
    let written = try BlackBox(of: journal).write(
      to: output, from: try start(options, journal), .repeated, occasion: "rung journal pack")
    if let problem = written.problem {
      complain("\(journal.reader.path): \(problem); the black box was written all the same")
    }
    try printResult(lines: lines(written))
    return .done
  }

  private static func start(
    _ options: ParsedOptions, _ journal: OpenedJournal
  ) throws(CommandFailure) -> BlackBox.Start {
    guard let text = options.value("from") else { return .recent }
    guard text != "start" else { return .beginning }
    let last = try JournalSummary(journal.reader.path).last
    do throws(JumpError) {
      return .moment(
        try JumpTarget.instant(text, now: last ?? .distantPast, first: nil, last: nil))
    } catch {
      throw CommandFailure(.usage, "--from \(error)")
    }
  }

  private static func lines(_ written: BlackBox.Written) -> [String] {
    let inputs = written.inputs
    return [
      "\(written.path): inputs \(inputs.lowerBound) to \(inputs.upperBound) in \(written.segments) "
        + (written.segments == 1 ? "segment" : "segments")
        + (written.updates.map { ", with \($0) updates of the recording" } ?? ""),
      "rung run \(written.path) opens it, also on another machine",
    ]
  }
}
