import Configuration
import Engine
import Glibc
import Market
import Options
import Output
import Session
import Telemetry

/// Finds and opens the log file of a run: what `--log` names, otherwise what the configuration
/// names, otherwise the usual one for a console.
struct LogOpening {
  private let finder: ResourceFinder
  private let located: LocatedConfiguration
  private let options: ParsedOptions
  private let hasScreen: Bool

  /// - Parameter hasScreen: whether a console is shown. It must never wait for the reader of a pipe.
  init(
    _ finder: ResourceFinder, _ located: LocatedConfiguration, _ options: ParsedOptions,
    hasScreen: Bool = false
  ) {
    self.finder = finder
    self.located = located
    self.options = options
    self.hasScreen = hasScreen
  }

  /// The log that `--log` names; nil without that option.
  func openIfAsked(for world: some TradingWorld) throws(CommandFailure) -> RunLog? {
    guard let name = options.value("log") else { return nil }
    return try open(LogSettings.Destination(name), for: world).log
  }

  /// The log of `rung run`, begun with a line about the run. If the usual file can't be written, a
  /// notice says so.
  func open(
    for world: some TradingWorld
  ) throws(CommandFailure) -> (log: RunLog?, notices: [String]) {
    let named = options.value("log").map { LogSettings.Destination($0) }
    return try open(named ?? located.configuration.log.destination, for: world)
  }

  private func open(
    _ destination: LogSettings.Destination, for world: some TradingWorld
  ) throws(CommandFailure) -> (log: RunLog?, notices: [String]) {
    switch destination {
    case .nowhere: return (nil, [])
    case .standard where !hasScreen: return (nil, [])
    case .standard:
      do throws(FileError) {
        return (begun(try usualFile(), for: world), [])
      } catch {
        return (nil, ["no log file: \(error)"])
      }
    case .file(let path):
      let tape = options.value("tape") ?? options.operand(0)
      try refuseOverwriting(try finder.inputs(of: located, tape: tape), by: "--log", path)
      do throws(FileError) {
        return (begun(try LogFile(path, rules), for: world), [])
      } catch {
        let isDisk = [ENOSPC, EDQUOT, EIO].contains(error.code)
        throw CommandFailure(isDisk ? .disk : .usage, "\(error); name another log file, or none")
      }
    }
  }

  /// The first usual file that no other run is writing.
  private func usualFile() throws(FileError) -> LogFile {
    let folder = try StateFolder.made("log")
    var number = 1
    while true {
      let path = "\(folder)/rung\(number == 1 ? "" : "-\(number)").jsonl"
      do throws(FileError) {
        return try LogFile(path, rules)
      } catch {
        guard error.code == EWOULDBLOCK, number < 99 else { throw error }
        number += 1
      }
    }
  }

  private var rules: LogFile.Rules {
    var rules = LogFile.Rules()
    rules.rotateBytes = Int(located.configuration.log.rotateMegabytes) * 1_000_000
    rules.kept = Int(located.configuration.log.kept)
    rules.others = hasScreen ? .devices : .all
    return rules
  }

  private func begun(_ file: LogFile, for world: some TradingWorld) -> RunLog {
    let log = RunLog(
      file, of: world.engine.instrument, after: world.kernel.linesBefore)
    let facts = world.facts
    let origin = LogOrigin(
      build: Version.text, process: getpid(), started: wallTime(), mode: facts.mode,
      venue: facts.venue, market: facts.symbol,
      source: facts.source.split(separator: "/").last.map(String.init) ?? facts.source)
    log.begin(origin, from: world.time, wallNanoseconds: monotonicNanoseconds())
    return log
  }
}

/// Writes the rest of a log.
func finishLog(_ log: RunLog?, at time: Instant) throws(CommandFailure) {
  do throws(FileError) {
    try log?.finish(at: time, wallNanoseconds: monotonicNanoseconds())
  } catch {
    throw CommandFailure(.disk, "the log file is not complete: \(error)")
  }
}

extension DryRun {
  /// Plays to the end, and logs what the engine did.
  ///
  /// - Parameter look: is called after each move.
  mutating func run(loggedBy log: RunLog?, _ look: ((inout DryRun) -> Void)? = nil) {
    if log == nil, look == nil { return run() }
    var now = monotonicNanoseconds()
    log?.follow(engine, said: facts.venueTexts, wallNanoseconds: now)
    var moves = 0
    while advance() {
      look?(&self)
      guard let log else { continue }
      moves += 1
      if moves.isMultiple(of: 4_096) {
        now = monotonicNanoseconds()
        log.flush(wallNanoseconds: now)
        for news in log.takeNews() { complain("\(news)") }
      }
      log.follow(engine, said: facts.venueTexts, wallNanoseconds: now)
    }
  }
}
