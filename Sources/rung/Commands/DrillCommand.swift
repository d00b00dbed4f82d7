import Configuration
import Engine
import Foundation
import Options
import Session
import SimulatedVenue
import Simulation

/// `rung drill`: fault drills on the simulated venue, scored.
enum DrillCommand {
  static let subcommand = Subcommand(
    "drill", "Trade while faults are injected, and score the engine",
    options: [
      OptionDescription("seed", takes: "N", "First seed (default: 1)"),
      OptionDescription("seeds", takes: "COUNT", "Number of seeds; each is one run (default: 20)"),
      OptionDescription(
        "hours", takes: "H", "Simulated hours with faults in each run (default: 1)"),
      OptionDescription(
        "faults", takes: "LIST", "Kinds of faults, with or without =RATE (default: all)"),
      OptionDescription("market", takes: "KIND", "Market of every run (default: drawn for each)"),
      OptionDescription(
        "config", takes: "FILE", "Strategy and venue of every run (default: drawn for each)"),
      OptionDescription(
        "threads", takes: "N", "Number of runs at a time (default: number of processors)"),
      OptionDescription("coverage", "Fail if a kind of fault or recovery never occurred"),
      OptionDescription("report", takes: "json|text", "Format of the report (default: text)"),
    ],
    details: [
      """
      Each seed is one run. The seed draws its strategy, its market, the faults with their rates, and
      an operator who interferes. Faults are injected for the given time and then stop; engine and
      venue must agree again within a minute. After every event, invariants are checked against the
      venue's own history. The first one that breaks ends the run. The run is then minimised to the
      fewest faults, commands and minutes that still break the invariant. The same options give the
      same report, except for the time it took (wall_seconds). Exit code 0: no invariant broke;
      1: at least one did, or --coverage found something that never occurred.
      """,
      """
      --faults without rates names the kinds that each seed draws from; it draws the rates too. If any
      kind has a rate, as in drop=0.05,disconnect=6 (a share of the messages, or times an hour), the
      list holds for every run as it is.

      --config sets the strategy, the venue.* rules and the faults.* of every run. Seeds still draw
      what it leaves at the default: the faults, latencies, venue.max_batch and limits on requests.
      The market starts at market.generated.price; if that is not set and the default lies outside
      the grid's bounds, between them. It has the fees and the minimum of the configuration, and is
      as deep as its rungs are large. The report lists the runs that hardly traded: less than one
      order in five minutes, or no fill.
      """,
      "Fault kinds: " + FaultKind.allCases.map(\.name).joined(separator: ", ").wrapped(at: 86)
        + ".",
    ],
    perform: { (options) throws(CommandFailure) in try perform(options) })

  private enum Form {
    case json
    case text
  }

  private static func perform(_ options: ParsedOptions) throws(CommandFailure) -> ExitCode {
    let form: Form
    var drill: DrillOptions
    do throws(OptionError) {
      form = try options.choice("report", [("json", .json), ("text", .text)]) ?? .text
      drill = try read(options)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    if let path = options.value("config") {
      let configured = try ResourceFinder().configuration(path).configuration
      do throws(ParameterError) {
        drill.facts = try configured.drillMarket()
      } catch {
        throw CommandFailure(.usage, "\(path): \(error.text)")
      }
      drill.run = DryRunSettings(
        engine: configured.engine, venue: configured.venue, network: configured.network)
      if drill.rates == nil, !configured.network.isFaultless {
        drill.kinds = configured.network.rates.kinds
      }
    }
    let start = monotonicNanoseconds()
    let report: DrillReport
    do throws(ParameterError) {
      report = try Drill.run(drill)
    } catch {
      let name = options.value("config") ?? "a drawn strategy"
      throw CommandFailure(.usage, "\(name): \(error.text)")
    }
    let wall = monotonicNanoseconds() - start
    switch form {
    case .json: try printResult(report.json(wallNanoseconds: wall))
    case .text: try printResult(report.text(wallNanoseconds: wall))
    }
    return report.isClean ? .done : .found
  }

  private static func read(_ options: ParsedOptions) throws(OptionError) -> DrillOptions {
    var drill = DrillOptions()
    drill.firstSeed = UInt64(try options.integer("seed", in: 0...Int64.max) ?? 1)
    drill.seeds = try options.integer("seeds", in: 1...1_000_000) ?? 20
    drill.nanoseconds =
      (try options.integer("hours", in: 1...1_000) ?? 1) * WorldPlan.hourNanoseconds
    drill.market = try options.choice("market", MarketKind.allCases.map { ($0.name, $0) })
    let processors = ProcessInfo.processInfo.activeProcessorCount
    drill.threads = try options.integer("threads", in: 1...1_024) ?? processors
    drill.needsCoverage = options.has("coverage")
    switch options.value("faults") {
    case nil, "all": break
    case "none": drill.kinds = []
    case .some(let text) where text.contains("="):
      do throws(FaultListError) {
        let rates = try FaultRates(list: text)
        (drill.rates, drill.kinds) = (rates, rates.kinds)
      } catch {
        throw OptionError.badValue("--faults", given: error.part, allowed: error.allowed)
      }
    case .some:
      drill.kinds =
        try options.choices("faults", FaultKind.allCases.map { ($0.name, $0) }) ?? []
    }
    return drill
  }
}

extension String {
  /// The text in lines of at most `width` columns, broken at blanks.
  fileprivate func wrapped(at width: Int) -> String {
    var lines = [""]
    for word in split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }
}
