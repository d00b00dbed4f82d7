import Engine
import JSONText
import Market
import Testing

@testable import Configuration

/// Reads a text that must be right.
func configuration(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Configuration {
  switch Configuration.read(text) {
  case .success(let configuration): return configuration
  case .faults(let faults):
    Issue.record(Comment(rawValue: lines(faults)), sourceLocation: sourceLocation)
    throw faults[0]
  }
}

/// What is wrong with a text, one fault a line.
func faultLines(_ text: String) -> String {
  switch Configuration.read(text) {
  case .success: ""
  case .faults(let faults): lines(faults)
  }
}

private func lines(_ faults: [ConfigurationFault]) -> String {
  faults.map { $0.text(file: "c") }.joined(separator: "\n")
}

@Test("An empty object is the defaults")
func emptyObject() throws {
  #expect(try configuration("{}") == Configuration())
}

@Test(
  "A file that is empty, or has only comments, is the defaults",
  arguments: ["", " \n", "// Nothing yet.\n", "/* Nor here. */"])
func blankFile(text: String) throws {
  #expect(try configuration(text) == Configuration())
}

@Test(
  "A number that is none is refused with its key and range",
  arguments: ["NaN", "Infinity", "-Infinity"])
func notFinite(number: String) {
  #expect(
    faultLines("{ grid: { levels: \(number) } }")
      == "c:1:19: grid.levels: \(number) is not allowed; 1 to 500")
}

@Test("Values land in the settings of the module they are for")
func values() throws {
  let read = try configuration(
    """
    // A comment.
    {
      grid: {
        levels: 50, direction: 'long', spacing: { ticks: 20 }, anchor: "full",
        recenter_rungs: 1.25, size: { base: "0.001" }, size_curve: "linear", size_growth_pct: 2.5,
        lower: 50000.1, upper: "70000", rearm: "next_replan",
        floors: { ticks: 0, bps: .01, share_of_base: 0.25, width_pct: 1e-1 },
        tightening: { slope: 4, cap: 0.3, floor: 0.7 },
      },
      exits: {
        take_profit: { bps: 10 }, when_crossing: "wait", min_edge_bps: 0,
        reduce_only_where_covered: false,
      },
      orders: { reprice_ticks: 2, resize_pct: 10, amend: false },
      risk: {
        max_position: "0.5", max_position_action: "stop_opens", max_open_orders: 7,
        on_freeze: "hold", flatten: { slippage_bps: [1, 2.5], slice_notional: null },
      },
      market: { book_source: "quotes", stale_after_ms: 0.25, pull_after_ms: 1000 },
      venue: {
        order_latency_ms: 1.5, seed: 7, queue_rule: "proportional", fills_when_locked: true,
        maker_fee_bps: -0.5, min_notional: 0,
      },
      console: { theme: "light", keymap: "keys.json", mouse: true, ascii: true },
      session: { speed: "max", paused: true },
    }
    """)

  var wanted = Configuration()
  wanted.engine.grid.levels = 50
  wanted.engine.grid.direction = .long
  wanted.engine.grid.spacing = .ticks(20)
  wanted.engine.grid.anchoring = .full
  wanted.engine.grid.recentreHundredths = 125
  wanted.engine.grid.size = .base(DecimalNumber(mantissa: 1, decimals: 3))
  wanted.engine.grid.sizeCurve = .linear
  wanted.engine.grid.sizeGrowth = BasisPoints(hundredths: 25_000)
  wanted.engine.grid.lower = DecimalNumber(mantissa: 500_001, decimals: 1)
  wanted.engine.grid.upper = DecimalNumber(mantissa: 70_000, decimals: 0)
  wanted.engine.grid.rearm = .nextReplan
  wanted.engine.grid.floorTicks = 0
  wanted.engine.grid.floorBasisPoints = BasisPoints(hundredths: 1)
  wanted.engine.grid.floorShareOfBase = BasisPoints(hundredths: 250_000)
  wanted.engine.grid.floorWidth = BasisPoints(hundredths: 1_000)
  wanted.engine.grid.tighteningSlope = 4
  wanted.engine.grid.tighteningCap = BasisPoints(hundredths: 300_000)
  wanted.engine.grid.tighteningFloor = BasisPoints(hundredths: 700_000)
  wanted.engine.exits.takeProfit = .away(.basisPoints(BasisPoints(hundredths: 1_000)))
  wanted.engine.exits.whenCrossing = .wait
  wanted.engine.exits.minimumEdge = .zero
  wanted.engine.exits.reduceOnlyWhereCovered = false
  wanted.engine.orders.repriceTicks = 2
  wanted.engine.orders.resizeTolerance = BasisPoints(hundredths: 100_000)
  wanted.engine.orders.amend = false
  wanted.engine.risk.maximumPosition = DecimalNumber(mantissa: 5, decimals: 1)
  wanted.engine.risk.maximumPositionAction = .stopOpens
  wanted.engine.risk.maximumOpenOrders = 7
  wanted.engine.risk.freezeHolds = true
  wanted.engine.risk.flattenSlippage = [
    BasisPoints(hundredths: 100), BasisPoints(hundredths: 250),
  ]
  wanted.engine.risk.flattenSlice = nil
  wanted.engine.market.bookSource = .quotes
  wanted.engine.market.staleAfterNanoseconds = 250_000
  wanted.engine.market.pullAfterNanoseconds = 1_000_000_000
  wanted.venue.orderLatencyNanoseconds = 1_500_000
  wanted.venue.seed = 7
  wanted.venue.queueRule = .proportional
  wanted.venue.fillsWhenLocked = true
  wanted.venueRules.makerFee = FeeRate(hundredMillionths: -5_000)
  wanted.venueRules.minimumNotional = DecimalNumber(mantissa: 0, decimals: 0)
  wanted.console.theme = "light"
  wanted.console.keymap = "keys.json"
  wanted.console.mouse = true
  wanted.console.ascii = true
  wanted.session.speed = .max
  wanted.session.isPaused = true
  #expect(read == wanted)
}

@Test("Every fault is listed, in the order of the file, with key, place and what is allowed")
func everyFault() {
  let text = """
    {
      grid: {
        levels: 0,
        spacing: { bps: 0 },
        progresion: "geometric",
        size: { lots: 3 },
        direction: "up",
      },
      risk: { max_position: -1, flatten: { slippage_bps: [5, "x"] } },
      market: 7,
      tempo: 1,
      session: { speed: 0 },
    }
    """

  #expect(
    faultLines(text) == """
      c:3:13: grid.levels: 0 is not allowed; 1 to 500
      c:4:21: grid.spacing.bps: 0 is not allowed; 0.01 to 10000 in steps of 0.01
      c:5:5: grid.progresion: unknown key; did you mean grid.progression?
      c:6:13: grid.size.lots: unknown measure; allowed are steps, base, notional
      c:7:16: grid.direction: "up" is not allowed; "neutral", "long", "short"
      c:9:25: risk.max_position: -1 is not allowed; above 0, at most 1000000000000000, up to 12 decimals; \
      null means no cap
      c:9:58: risk.flatten.slippage_bps[1]: "x" is not allowed; 0 to 10000 in steps of 0.01
      c:10:11: market: must be a section { … }, not a number
      c:11:3: tempo: unknown key
      c:12:21: session.speed: 0 is not allowed; 1 to 1000000, or "max"
      """)
}

@Test(
  "A misspelled or misplaced key is answered with the one that was meant",
  arguments: [
    ("{ grid: { level: 3 } }", "grid.levels"),
    ("{ gird: { levels: 3 } }", "grid"),
    ("{ levels: 3 }", "grid.levels"),
    ("{ grid: { floors: { tick: 1 } } }", "grid.floors.ticks"),
    ("{ risk: { theme: 'x' } }", "console.theme"),
  ])
func nearestKey(text: String, meant: String) {
  #expect(faultLines(text).hasSuffix("unknown key; did you mean \(meant)?"), "\(faultLines(text))")
}

@Test("A key given twice is a fault at the second place")
func duplicateKey() {
  #expect(
    faultLines("{ grid: { levels: 3, levels: 4 } }")
      == "c:1:22: grid.levels: is given twice, first at 1:11; keep only one")
  #expect(
    faultLines("{ grid: { size: { base: '1', base: '2' } } }")
      == "c:1:30: grid.size.base: is given twice, first at 1:19; keep only one")
}

@Test("A text that is no JSON5 is refused with the place where it stops being it")
func syntaxError() {
  #expect(faultLines("{ grid: { levels = 3 } }").hasPrefix("c:1:"))
  #expect(faultLines("[]") == "c:1:1: a list is not a configuration; it must be an object { … }")
}

@Test(
  "A number finer than its unit, too long, or written in no decimal way is refused",
  arguments: [
    "{ grid: { levels: 2.5 } }", "{ grid: { spacing: { bps: 0.005 } } }",
    "{ grid: { spacing: { bps: 1e99 } } }", "{ grid: { lower: '0x10' } }",
    "{ grid: { lower: '' } }", "{ grid: { lower: 0.1234567890123 } }",
    "{ venue: { order_latency_ms: 0.0000001 } }", "{ grid: { lower: 99999999999999999999 } }",
  ])
func unreadableNumbers(text: String) {
  #expect(faultLines(text).contains("is not allowed; "), "\(text)")
}

@Test("A hostile value is repeated short and without control characters")
func hostileValue() {
  let text = "{ grid: { direction: \"\\u001b[2J" + String(repeating: "x", count: 500) + "\" } }"

  let line = faultLines(text)

  #expect(line.contains("\"·[2Jxxx") && line.contains("…\""))
  #expect(line.count < 160)
}
