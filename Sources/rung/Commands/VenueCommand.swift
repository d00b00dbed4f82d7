import Configuration
import Market
import Options
import Output
import Session
import SimulatedVenue
import VenueLink
import VenueProcess

/// `rung venue`: runs the simulated venue as a process of its own.
enum VenueCommand {
  private static let socket = OptionDescription(
    "socket", takes: "PATH", "Socket at which the venue listens for its client")
  private static let history = OptionDescription(
    "history", takes: "FILE", "Write a line of JSON for each order and fill to a new file")

  static let subcommand = Subcommand(
    "venue", "Run the simulated venue as a process of its own",
    options: [
      socket,
      OptionDescription("tape", takes: "FILE", "Tape to play (default: the bundled recording)"),
      RunOptions.market, RunOptions.hours, RunOptions.config, RunOptions.seed,
      OptionDescription(
        "speed", takes: "N", "Seconds of the market in one second, 1 to 1000 (default: 1)"),
      history,
    ],
    details: [
      """
      The market begins when the process begins, and goes on whether or not a client is connected.
      Orders rest, fill and are triggered meanwhile. When the market has ended, the venue stays and
      answers. A second client takes the connection over. A signal (TERM or INT) ends the venue.
      """,
      """
      The history is the venue's own truth, for audits and tests: what was accepted, rejected,
      changed, cancelled and filled. Its lines are not synced to the disk.
      """,
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    guard let path = options.value(socket.name) else {
      throw CommandFailure(.usage, "--socket PATH is missing. See rung help venue")
    }
    let finder = ResourceFinder()
    let located = try RunOptions.configuration(options, finder, of: subcommand)
    let speed: Int64
    do throws(OptionError) {
      speed = try options.integer("speed", in: 1...1_000) ?? 1
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    let tape = options.value("tape")
    let record = options.value(history.name)
    try refuseOverwriting(
      try finder.inputs(of: located, tape: tape), by: "--history", record)
    let market = try loadMarket(
      tape, options, located, mustEnd: false, of: subcommand,
      bundled: { () throws(CommandFailure) in try finder.tape() })
    let host = try makeHost(market, located, speed: speed, keepsHistory: record != nil)
    if !located.configuration.network.isFaultless {
      complain("the faults of the configuration are not played: this connection is a real one")
    }
    let signals = try EndingSignals()
    let file = try record.map { (path) throws(CommandFailure) in
      try HistoryFile(path, market.instrument)
    }
    let listener: ListeningSocket
    do throws(SocketError) {
      listener = try ListeningSocket(at: path)
    } catch {
      throw CommandFailure(.venue, error.description)
    }
    let server = VenueServer(host, on: listener, wallNanoseconds: monotonicNanoseconds())
    complain("the venue listens at \(path)")
    try serve(server, until: signals, file)
    return .done
  }

  private static func makeHost(
    _ market: MarketSource, _ located: LocatedConfiguration, speed: Int64, keepsHistory: Bool
  ) throws(CommandFailure) -> VenueHost {
    guard located.configuration.venue.rules.fills != .totals else {
      throw CommandFailure(
        .usage, "venue.fills: a venue in a process of its own lists single fills, not totals")
    }
    var settings = DryRunSettings(
      engine: located.configuration.engine, venue: located.configuration.venue)
    settings.venue.keepsHistory = keepsHistory
    return VenueHost(
      settings.makeVenue(of: market), market,
      VenueHost.Facts(
        run: UInt64.random(in: .min ... .max), tag: settings.tag, speed: speed))
  }

  /// Serves until a signal comes. A history that cannot be written ends the venue: one with holes
  /// would prove nothing.
  private static func serve(
    _ server: VenueServer, until signals: EndingSignals, _ history: HistoryFile?
  ) throws(CommandFailure) {
    while !signals.haveCome() {
      do throws(SocketError) {
        try server.serve(at: monotonicNanoseconds())
      } catch {
        throw CommandFailure(.venue, error.description)
      }
      try history?.write(server.takeHistory())
      for notice in server.takeNotices() { complain(notice) }
      waitForAny(
        [(signals.descriptor, writes: false)]
          + server.descriptors.map { ($0.descriptor, writes: $0.writes) },
        within: server.wait(at: monotonicNanoseconds()))
    }
    server.end()
  }
}

/// The file of the venue's history: that of one run, because its fills are counted.
private final class HistoryFile {
  private let file: GrowingFile
  private var text: HistoryText

  init(_ path: String, _ instrument: Instrument) throws(CommandFailure) {
    text = HistoryText(instrument)
    do throws(FileError) {
      file = try GrowingFile(path)
    } catch {
      throw CommandFailure(writing: error)
    }
    guard file.size == 0 else {
      throw CommandFailure(.usage, "--history \(inputName(path)): another history is there")
    }
  }

  func write(_ events: [VenueEvent]) throws(CommandFailure) {
    guard !events.isEmpty else { return }
    let bytes = Array((events.map { text.line($0) }.joined(separator: "\n") + "\n").utf8)
    do throws(FileError) {
      var written = 0
      while written < bytes.count { written += try file.write(bytes[written...]) }
    } catch {
      throw CommandFailure(writing: error)
    }
  }
}
