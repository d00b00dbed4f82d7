import Configuration
import Options
import SimulatedVenue

/// What is played: the market that options or configuration want made, else a recording.
///
/// - Parameters:
///   - file: a recording that was named; it goes before the configuration, not beside `--market`.
///   - mustEnd: a market that never ends gets one hour, where no option says how many.
///   - bundled: the recording to play where nothing else is wanted.
func loadMarket(
  _ file: String?, _ options: ParsedOptions, _ located: LocatedConfiguration, mustEnd: Bool,
  of subcommand: Subcommand, bundled: () throws(CommandFailure) -> String?
) throws(CommandFailure) -> MarketSource {
  if file != nil, options.value("market") != nil {
    throw CommandFailure(
      .usage, "--market generates a market; name a recording or --market, not both")
  }
  let configuration = located.configuration
  if file == nil, var market = configuration.generatedMarket {
    if market.lengthNanoseconds == nil, mustEnd { market.lengthNanoseconds = RunOptions.hour }
    return .generated(market)
  }
  if options.value("hours") != nil {
    throw CommandFailure(.usage, "--hours needs a generated market; a recording has its own length")
  }
  let path = if let file { String?.some(file) } else { try bundled() }
  guard let path else {
    throw CommandFailure(
      usage: .missingOperand("FILE", summary: "a tape, or --market for a generated market"),
      of: subcommand)
  }
  return .tape(try loadTape(path, TapeImportOptions(configuration.venueRules)))
}
