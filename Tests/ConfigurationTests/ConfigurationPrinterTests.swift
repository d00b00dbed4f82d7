import Engine
import Foundation
import Market
import Testing

@testable import Configuration

@Test("The printed defaults, read back, are exactly the defaults")
func printedDefaults() throws {
  #expect(try configuration(Configuration().commentedText) == Configuration())
}

@Test("A changed configuration survives printing and reading too")
func printedChanges() throws {
  var changed = Configuration()
  changed.engine.grid.spacing = .ticks(7)
  changed.engine.grid.size = .base(DecimalNumber(mantissa: 25, decimals: 4))
  changed.engine.grid.lower = DecimalNumber(mantissa: 500_005, decimals: 1)
  changed.engine.exits.takeProfit = .away(.ticks(100))
  changed.engine.risk.maximumOpenOrders = 40
  changed.engine.risk.flattenSlice = nil
  changed.venueRules.takerFee = FeeRate(hundredMillionths: 45_001)
  changed.venue.rules.reduceOnly = .shrinks
  changed.venue.rules.triggerReferences = [.last]
  changed.venue.limits.actions = 10_000
  changed.venue.limits.positionValue = DecimalNumber(mantissa: 5, decimals: 1)
  changed.venue.account.leverage = 20
  changed.venue.events.fundingHundredMillionths = -1_250
  changed.console.keymap = "a \"b\"\\\n.json"
  changed.session.speed = .max
  changed.log.destination = .file("a \"b\".jsonl")
  changed.log.rotateMegabytes = 8
  changed.log.kept = 0
  changed.journal.keptDays = 30

  #expect(try configuration(changed.commentedText) == changed)
}

@Test("Above every key stand its meaning, unit, range and default, within 100 columns")
func comments() {
  let text = Configuration().commentedText

  #expect(
    text.contains(
      """
          // Number of rungs on each side of the anchor. A rung is a grid level with one order.
          // Unit: rungs per side. Allowed: 1 to 500. Default: 10.
          levels: 10,
      """))
  #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
}

@Test("Every path is there once, lies in its section, and has a sentence")
func tableIsWhole() {
  let paths = ParameterTable.parameters.map(\.path)

  #expect(Set(paths).count == paths.count)
  for section in ParameterTable.sections {
    #expect(section.parameters.allSatisfy { $0.path.hasPrefix(section.name + ".") })
  }
  for parameter in ParameterTable.parameters {
    #expect(parameter.summary.hasSuffix("."), "\(parameter.path)")
    #expect(!parameter.allowed.isEmpty, "\(parameter.path)")
  }
}

@Test("The reference grid of the benchmarks loads, and is the grid it says it is")
func referenceGrid() throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/rung-bench/reference-grid.json5")
  let read = try configuration(String(contentsOf: file, encoding: .utf8))

  #expect(read.engine.grid.spacing == .ticks(20))
  #expect(read.engine.grid.recentreHundredths == 100)
  #expect(read.engine.grid.size == .steps(1))
  #expect(read.engine.grid.rearm == .nextReplan)
  #expect(read.engine.grid.floorTicks == 0 && read.engine.grid.floorWidth == .zero)
  #expect(read.engine.grid.tighteningSlope == 0)
  #expect(read.engine.exits.takeProfit == .away(.ticks(100)))
  #expect(read.engine.exits.minimumEdge == .zero && !read.engine.exits.reduceOnlyWhereCovered)
  #expect(read.engine.exits.whenCrossing == .wait && read.venue.fillsWhenLocked)
  #expect(read.engine.market.bookSource == .auto)
  #expect(read.engine.risk.maximumPosition == nil && read.engine.risk.maximumOpenOrders == nil)
  #expect(read.engine.market.staleAfterNanoseconds == 0)
  #expect(read.venue.orderLatencyNanoseconds == 0 && read.venue.feedLatencyNanoseconds == 0)
  #expect(read.venueRules.makerFee == .zero && read.venueRules.takerFee == .zero)
  #expect(read.venueRules.minimumNotional == DecimalNumber(mantissa: 0, decimals: 0))
}

@Test(
  "METRIC-03 The log's file is a path, none, or the usual one",
  arguments: [
    ("null", .standard), ("''", .nowhere), ("'none'", .nowhere),
    ("'a/b.jsonl'", .file("a/b.jsonl")),
  ] as [(String, LogSettings.Destination)])
func logDestination(text: String, destination: LogSettings.Destination) throws {
  let read = try configuration("{ log: { file: \(text) } }")

  #expect(read.log.destination == destination)
  #expect(try configuration(read.commentedText) == read)
}
