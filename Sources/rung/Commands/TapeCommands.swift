import Glibc
import Market
import Options
import Output
import SimulatedVenue

/// `rung tape info FILE`: everything that a tape says about itself.
enum TapeInfoCommand {
  static let subcommand = Subcommand(
    "tape info", "Show what a tape contains",
    operands: [OperandDescription("FILE", "a tape, binary or text (tape v1, plain or gzip)")],
    details: [TapeText.headerKeys],
    perform: { (options) throws(CommandFailure) in
      let tape = try loadTape(options.operand(0) ?? "", TapeImportOptions())
      try printResult(lines: TapeSummary(tape).lines)
      return .done
    })
}

/// `rung tape import FILE -o FILE`: converts a text tape to a binary tape.
enum TapeImportCommand {
  static let subcommand = Subcommand(
    "tape import", "Convert a text tape to a binary tape",
    operands: [OperandDescription("FILE", "a text tape (tape v1, plain or gzip)")],
    options: [
      OptionDescription(
        "output", letter: "o", takes: "FILE", "Tape to write (required); - is standard output"),
      OptionDescription("tick", takes: "T", "Tick size; overrides the one in the file"),
      OptionDescription("step", takes: "S", "Size step; overrides the one in the file"),
      OptionDescription("min-notional", takes: "N", "Smallest value of an order"),
      OptionDescription("maker-fee", takes: "BPS", "Fee of a maker fill; negative is a rebate"),
      OptionDescription("taker-fee", takes: "BPS", "Fee of a taker fill"),
    ],
    details: [
      """
      If neither the file nor an option gives tick or step, the finest common step of all prices or
      of all sizes is used, and a notice says so.
      """,
      TapeText.headerKeys,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    guard let output = options.value("output") else {
      throw CommandFailure(
        usage: .missingOperand("--output FILE", summary: "the tape to write"), of: subcommand)
    }
    let rules: TapeImportOptions
    do throws(OptionError) {
      rules = TapeImportOptions(
        tick: try options.decimal("tick", .aboveZero),
        step: try options.decimal("step", .aboveZero),
        minimumNotional: try options.decimal("min-notional", .zeroAndUp),
        makerFee: try options.fee("maker-fee"), takerFee: try options.fee("taker-fee"))
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let source = options.operand(0) ?? ""
    try refuseOverwriting([InputFile(source, "the tape")], by: "--output", output)
    try refuseTerminal(output)
    let summary: TapeSummary
    do throws(TapeError) {
      let tape = try TapeImporter(path: source, options: rules).tape()
      tellNotices(of: tape)
      try tape.write(to: output)
      // Output written to a pipe can't be read again.
      summary = TapeSummary(isRegularFile(output) ? try Tape(path: output) : tape)
    } catch {
      throw CommandFailure(error)
    }
    guard OutputFile.isStream(output) else {
      try printResult(lines: summary.lines)
      return .done
    }
    for line in summary.lines { StandardStreams.say(line) }
    return .done
  }

  private static func refuseTerminal(_ output: String) throws(CommandFailure) {
    guard output == "-", isatty(STDOUT_FILENO) == 1 else { return }
    throw CommandFailure(
      .usage, "--output -: standard output is a terminal and a binary tape is not text; name a file"
    )
  }
}

/// The help's description of the text form of a tape.
private enum TapeText {
  static let headerKeys = """
    Header lines of a text tape are "# key: value". Keys: format (tape v1), symbol, venue, tick, lot,
    min-notional, maker-fee-bps, taker-fee-bps, contract (linear, spot, inverse, quanto), margin,
    settle, end (of the market, such as 2024-08-08T23:54:15Z), source, licence, columns. "_" may stand
    for "-", and upper case for lower case. Times are whole ns, \u{b5}s, ms or s since 1970; the unit is
    recognised by their size. Inverse contracts, margined in the coin, are refused.
    """
}
