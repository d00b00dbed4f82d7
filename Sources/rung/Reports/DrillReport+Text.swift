import Engine
import JSONText
import Market
import SimulatedVenue
import Simulation

extension DrillReport {
  /// The report for a person.
  func text(wallNanoseconds: Int64) -> String {
    var lines = [
      "seeds        \(seeds), the first \(firstSeed)",
      "simulated    \(hundredths(simulatedHundredths)) hours in \(seconds(wallNanoseconds)) s",
      "events       \(steps)",
      "orders       \(orders) sent, \(fills) fills, \(commands) operator commands",
    ]
    if let market { lines.append("market       " + market) }
    if let idle { lines.append("idle         " + idle) }
    lines.append("faults       " + counted(kinds.map { ($0.name, faults[Int($0.rawValue)]) }))
    lines.append(
      "recoveries   "
        + counted(Recovery.allCases.map { ($0.name, recoveries[Int($0.rawValue)]) }))
    lines.append("violations   \(violations.count)")
    lines.append("score        \(score) of 100")
    for failure in failures { lines += [""] + failure.lines }
    for violation in violations.dropFirst(failures.count).prefix(40) {
      lines.append(
        "seed \(violation.seed): \(violation.invariant.code): expected \(violation.expected); "
          + "found \(violation.found)")
    }
    if needsCoverage {
      lines += missedFaults.map { "fault \($0.name) never occurred" }
      lines += missedRecoveries.map { "recovery \($0.name) never occurred" }
    }
    return lines.joined(separator: "\n")
  }

  /// The report as one JSON object.
  func json(wallNanoseconds: Int64) -> String {
    JSONOutput.object([
      ("seeds", .integer(seeds)),
      ("first_seed", .integer(Int(firstSeed))),
      ("simulated_hours", .decimal(hundredths(simulatedHundredths))),
      ("wall_seconds", .decimal(seconds(wallNanoseconds))),
      ("events", .integer(steps)),
      ("orders_submitted", .integer(orders)),
      ("fills", .integer(fills)),
      ("operator_commands", .integer(commands)),
      ("market", market.map { .text($0) } ?? .null),
      ("hardly_traded", idleJSON),
      ("faults", members(kinds.map { ($0.name, faults[Int($0.rawValue)]) })),
      (
        "recoveries",
        members(Recovery.allCases.map { ($0.name, recoveries[Int($0.rawValue)]) })
      ),
      ("boundary_hash", .text(HashText(boundary.value).text)),
      ("violations", .list(violations.map(DrillReport.json))),
      ("score", .integer(score)),
    ]).text()
  }

  /// What was traded; nil if no configuration defines it.
  private var market: String? {
    guard let facts else { return nil }
    let instrument = facts.instrument
    let minimum = instrument.text(instrument.minimumNotional, places: 2)
    let rung = instrument.text(Quantity(steps: facts.rungSteps))
    return "starts at \(instrument.text(Price(ticks: facts.startTicks))), tick \(instrument.tick), "
      + "step \(instrument.step), minimum \(minimum), rungs of \(rung)"
  }

  /// How many worlds hardly traded, what that means, and why; nil if all traded.
  private var idle: String? {
    guard !idleSeeds.isEmpty else { return nil }
    let reasons = idleReasons.mostFrequent(3).map(\.name).joined(separator: ", ")
    return
      "\(idleSeeds.count) of \(seeds) runs hardly traded (less than one order in 5 minutes, or "
      + "no fill); that no invariant broke in them proves little"
      + (reasons.isEmpty ? "" : ". Rungs were mostly empty because of \(reasons)")
  }

  private var idleJSON: JSONOutput {
    .object([
      ("worlds", .integer(idleSeeds.count)),
      ("least_orders_per_hour", .integer(12)),
      ("seeds", .list(idleSeeds.map { .integer(Int($0)) })),
      ("reasons", .list(idleReasons.mostFrequent(3).map { .text($0.name) })),
    ])
  }

  private static func json(_ violation: Violation) -> JSONOutput {
    .object([
      ("seed", .integer(Int(violation.seed))),
      ("invariant", .text(violation.invariant.code)),
      ("step", .integer(violation.step)),
      ("elapsed_ns", .integer(Int(violation.elapsedNanoseconds))),
      ("expected", .text(violation.expected)),
      ("found", .text(violation.found)),
    ])
  }

  private func members(_ counts: [(String, Int)]) -> JSONOutput {
    .object(counts.map { (key: $0.0, value: .integer($0.1)) })
  }

  private func counted(_ counts: [(String, Int)]) -> String {
    counts.isEmpty ? "none" : counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private var simulatedHundredths: Int64 { nanoseconds / (WorldPlan.hourNanoseconds / 100) }

  private func hundredths(_ count: Int64) -> String {
    "\(count / 100).\(count % 100 < 10 ? "0" : "")\(count % 100)"
  }

  private func seconds(_ nanoseconds: Int64) -> String { hundredths(nanoseconds / 10_000_000) }
}
