import Engine
import Journal
import Market
import Options
import Output
import Session
import SimulatedVenue

extension JournalExportCommand {
  /// Writes the market of a journal's run as a tape, and says what is on it.
  static func exportMarket(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    for name in ["table", "format"] where options.value(name) != nil {
      throw CommandFailure(.usage, "--\(name) is for a table; --market writes a tape")
    }
    guard let output = options.value("output") else {
      throw CommandFailure(
        usage: .missingOperand("--output FILE", summary: "the tape to write"), of: subcommand)
    }
    let path = options.operand(0) ?? ""
    let inputs = [InputFile(path, "the journal")]
    try refuseOverwriting(
      inputs + (options.value("tape").map { [InputFile($0, "the recording")] } ?? []),
      by: "--output", output)
    let journal = try OpenedJournal(path, moved: options.value("tape"))
    let tape = try marketTape(of: journal)
    let lines: [String]
    do throws(TapeError) {
      try tape.write(to: output)
      lines = OutputFile.isStream(output) ? [] : TapeSummary(try Tape(path: output)).lines
    } catch {
      throw CommandFailure(error)
    }
    try printResult(lines: lines)
    return .done
  }

  private static func marketTape(of journal: OpenedJournal) throws(CommandFailure) -> Tape {
    let market = try journal.market
    let reader = journal.reader
    return try readingJournal {
      try reader.reading(asOfNow: {
        guard let first = try reader.segments().first else {
          throw RecordError.isEmpty(path: reader.path)
        }
        guard let named = try market(first) else {
          let instrument = try Engine(of: first).instrument
          return try marketTape(RecordedMarket.records(toldIn: reader), of: instrument, reader.path)
        }
        let last = try reader.lastTime() ?? first.start.begun
        guard let recording = named.source.tape else {
          return try marketTape(
            RecordedMarket.records(of: named, through: last), of: named.source.instrument,
            reader.path)
        }
        let slice = TapeSlice(recording, from: named.place - named.skipped, through: last)
        return slice.made(slice.provenance)
      })
    }
  }

  private static func marketTape(
    _ records: [MarketChange], of instrument: Instrument, _ path: String
  ) throws(CommandFailure) -> Tape {
    do throws(TapeError) {
      return try Tape(
        checking: records, of: instrument,
        TapeProvenance(source: "the market of a journal of Rung"), from: path)
    } catch {
      throw CommandFailure(error)
    }
  }
}
