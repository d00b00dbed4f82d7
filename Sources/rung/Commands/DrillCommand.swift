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
    "drill", "Trade where everything goes wrong, and score the engine",
    options: [
      OptionDescription("seed", takes: "N", "The first seed (1)"),
      OptionDescription("seeds", takes: "COUNT", "How many seeds, a world each (20)"),
      OptionDescription("hours", takes: "H", "Simulated hours of faults in each world (1)"),
      OptionDescription("faults", takes: "LIST", "Fault kinds, with =RATE or without (all)"),
      OptionDescription("market", takes: "KIND", "The market of every world (each its own)"),
      OptionDescription("config", takes: "FILE", "Strategy and venue of all (each its own)"),
      OptionDescription("threads", takes: "N", "How many worlds at once (as many as processors)"),
      OptionDescription("coverage", "A fault or recovery that never happened is a failure"),
      OptionDescription("report", takes: "json|text", "How the report is printed (text)"),
    ],
    details: [
      """
      A world is drawn from its seed: strategy, market, faults and their rates, and an operator who
      interferes. Faults happen for the given time, then all is healed, and within a minute engine
      and venue must agree. After every event invariants are checked against the venue's own history.
      The first that breaks ends its world, which is cut down to the fewest faults, commands and
      minutes that still break it. Equal options give equal reports, but for the time it took
      (wall_seconds). Exit code 0: none broke; 1: some did.
      """,
      """
      --faults names the kinds among which each seed draws, with rates of its own; where any has a
      rate (drop=0.05,disconnect=6: a share of the messages, or times an hour) these are the faults of
      every world. --config brings the strategy, the venue.* rules and the faults.* of every world;
      where no rate is set there, seeds draw among the kinds, and where latencies, venue.max_batch or
      limits on requests are left as they are, seeds draw those too. The market then begins at
      market.generated.price (if that is not set and lies outside the grid's bounds, between them),
      has the fees and the minimum of the configuration, and is as deep as its rungs are large. The
      report names worlds that hardly traded: less than one order in five minutes, or no fill.
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
  /// The text in lines of at most so many columns, broken at blanks.
  fileprivate func wrapped(at width: Int) -> String {
    var lines = [""]
    for word in split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }
}
