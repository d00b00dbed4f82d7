import Configuration
import Engine
import Options
import Playback
import Session
import SimulatedVenue

/// Options that several commands have, and the configuration that they override.
enum RunOptions {
  /// The recording that a command plays to its end, if no generated market is wanted.
  static let tape = OperandDescription(
    "FILE", isRequired: false, "a tape, binary or text (tape v1, plain or gzip)")
  /// The options for what is played, with which faults, by which configuration and seed.
  static let playing = [market, hours, faults, config, seed]

  static let config = OptionDescription(
    "config", takes: "FILE", "Configuration (default: config.json5 in the configuration folder)")
  static let seed = OptionDescription(
    "seed", takes: "N", "Seed of the simulated venue; overrides venue.seed")
  static let market = OptionDescription(
    "market", takes: "KIND",
    "Generated market: \(MarketStyle.allCases.map(\.name).joined(separator: ", "))")
  static let hours = OptionDescription(
    "hours", takes: "H", "Length of a generated market in hours (default: 1; in the console no end)"
  )
  static let faults = OptionDescription(
    "faults", takes: "LIST", "Faults to inject: all, none, or names such as drop,delay=0.05")
  static let keymap = OptionDescription(
    "keymap", takes: "FILE", "Your own key bindings; overrides console.keymap")
  static let log = OptionDescription(
    "log", takes: "FILE", "Append the log to this file, as JSON lines; none for no file")
  static let takeOver = OptionDescription(
    "take-over", "If another process keeps this journal or trades there, end it and go on")
  static let speed = OptionDescription(
    "speed", takes: "N|max", "Speed as a multiple of real time; overrides session.speed")

  /// The configuration that a command line names, overridden by its options.
  static func configuration(
    _ options: ParsedOptions, _ finder: ResourceFinder, of subcommand: Subcommand
  ) throws(CommandFailure) -> LocatedConfiguration {
    var located = try finder.configuration(options.value("config"))
    do throws(OptionError) {
      try apply(options, to: &located.configuration)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    return located
  }

  /// Overrides a configuration with the options of a command line.
  private static func apply(
    _ options: ParsedOptions, to configuration: inout Configuration
  ) throws(OptionError) {
    if let seed = try options.integer("seed", in: 0...Int64.max) {
      configuration.venue.seed = UInt64(seed)
    }
    if let style = try options.choice("market", MarketStyle.allCases.map { ($0.name, $0) }) {
      configuration.generated.style = style
    }
    if let hours = try options.integer("hours", in: 1...Int64(100_000)) {
      configuration.generated.market.lengthNanoseconds = hours * hour
    }
    if let faults = try faults(options) { configuration.network.rates = faults }
    if let speed = try speed(options) { configuration.session.speed = speed }
    if options.has("paused") { configuration.session.isPaused = true }
    if options.has("ascii") { configuration.console.ascii = true }
    if let theme = options.value("theme") { configuration.console.theme = theme }
    if let keymap = options.value("keymap") { configuration.console.keymap = keymap }
  }

  /// An hour in nanoseconds.
  static let hour: Int64 = 3_600_000_000_000

  private static func faults(_ options: ParsedOptions) throws(OptionError) -> FaultRates? {
    guard let list = options.value("faults") else { return nil }
    do throws(FaultListError) {
      return try FaultRates(list: list)
    } catch {
      throw .badValue("--faults", given: error.part, allowed: error.allowed)
    }
  }

  private static func speed(_ options: ParsedOptions) throws(OptionError) -> Speed? {
    guard let text = options.value("speed") else { return nil }
    if text == Speed.maximumWord { return .max }
    guard let times = Int64(text), Speed.range.contains(times) else {
      throw .badValue(
        "--speed", given: text,
        allowed: "\(Speed.range.lowerBound) to \(Speed.range.upperBound), or max")
    }
    return .times(Int(times))
  }
}
