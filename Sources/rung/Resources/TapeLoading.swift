import Configuration
import Glibc
import SimulatedVenue

extension TapeImportOptions {
  /// The configuration's rules of the venue, which override those of the tape.
  init(_ rules: VenueRuleOverrides) {
    self.init(
      minimumNotional: rules.minimumNotional, makerFee: rules.makerFee, takerFee: rules.takerFee)
  }
}

/// Opens a tape in binary or text form.
///
/// - Parameter tellsNotices: whether its notices are printed to standard error.
func loadTape(
  _ path: String, _ options: TapeImportOptions, tellsNotices: Bool = true
) throws(CommandFailure) -> Tape {
  do throws(TapeError) {
    let tape = try Tape.load(path: path, options: options)
    if tellsNotices { tellNotices(of: tape) }
    return tape
  } catch {
    throw CommandFailure(error)
  }
}

/// Prints a tape's notices to standard error.
func tellNotices(of tape: Tape) {
  for notice in tape.notices { complain("\(tape.origin.path): \(notice)") }
}

extension CommandFailure {
  /// The failure for a tape that can't be played or made: wrong usage, unless the disk or the
  /// memory failed.
  init(_ error: TapeError) {
    let code: ExitCode =
      switch error {
      case .cannotRead, .changed, .outOfMemory: .disk
      case .cannotWrite(let error): CommandFailure(writing: error).code
      case .cannotOpen, .empty, .notATape, .foreign, .newer, .truncated, .corrupt, .gzip,
        .badLine, .noData, .badOption:
        .usage
      }
    self.init(code, error.description)
  }
}
