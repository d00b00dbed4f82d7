import Configuration
import Options
import SimulatedVenue

/// The market to play: a generated one if options or configuration ask for it, otherwise a
/// recording.
///
/// - Parameters:
///   - file: a recording that was named. It overrides the configuration, and excludes `--market`.
///   - mustEnd: whether a market without end gets a length of one hour, if no length is given.
///   - bundled: the recording to play if nothing else is wanted.
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
