// Drills an engine with one mistake in it: shows that the simulation finds what it is there to find.
//
// planted-drill [BUG|none] [SEEDS] [FIRST] [MINUTES] [UNWATCHED,…]: exit code 0 where an invariant
// broke within so many seeds, 1 where none did, 2 where there is no such bug. Without arguments the
// names of the bugs are printed.

import Engine
import Foundation
import Simulation

let arguments = CommandLine.arguments.dropFirst()
guard let name = arguments.first else {
  print(PlantedBug.allCases.map(\.rawValue).joined(separator: "\n"))
  exit(0)
}
PlantedBug.active = PlantedBug(rawValue: name)
guard name == "none" || PlantedBug.active != nil else { exit(2) }

/// The number at a place among the arguments, or another where there is none.
func number(_ place: Int, else other: Int) -> Int {
  arguments.dropFirst(place).first.flatMap { Int($0) } ?? other
}

var options = DrillOptions()
options.seeds = number(1, else: 100)
options.firstSeed = UInt64(number(2, else: 1))
options.nanoseconds = Int64(number(3, else: 60)) * 60_000_000_000
options.threads = ProcessInfo.processInfo.activeProcessorCount
options.stopsAtFirst = name != "none"
if let list = arguments.dropFirst(4).first {
  options.unwatched = list.split(separator: ",").compactMap { Invariant(rawValue: String($0)) }
}
let report = try Drill.run(options)
for failure in report.failures { print(failure.lines.joined(separator: "\n")) }
for violation in report.violations.dropFirst(report.failures.count) {
  print("seed \(violation.seed): \(violation.invariant.code): \(violation.found)")
}
print(
  "\(report.seeds) seeds, \(report.violations.count) violations, \(report.steps) events, "
    + "\(report.orders) orders, \(report.fills) fills, "
    + "\(report.faults.reduce(0, +)) faults; never: "
    + (report.missedFaults.map(\.name) + report.missedRecoveries.map(\.name))
    .joined(separator: ", "))
exit(report.violations.isEmpty ? 1 : 0)
