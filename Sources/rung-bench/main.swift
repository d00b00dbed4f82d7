import Engine
import Market
import Session
import SimulatedVenue

let path = CommandLine.arguments[1]
let levels = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2])! : 10
let full = CommandLine.arguments.count > 3 && CommandLine.arguments[3] == "full"
let tape = try Tape.load(path: path)
var settings = EngineSettings()
settings.grid.levels = levels
settings.grid.spacing = .ticks(20)
settings.grid.anchoring = full ? .full : .snap
settings.grid.size = .steps(1)
settings.grid.rearm = .nextReplan
settings.grid.floorTicks = 1
settings.grid.floorBasisPoints = .zero
settings.grid.floorShareOfBase = .zero
settings.grid.floorWidth = .zero
settings.grid.tighteningSlope = 0
settings.exits.takeProfit = .away(.ticks(100))
settings.exits.minimumEdge = .zero
settings.exits.whenCrossing = .wait
var venueSettings = SimulatedVenueSettings()
venueSettings.fillsWhenLocked = true
settings.exits.reduceOnlyWhereCovered = false
settings.orders.amend = false
settings.market.staleAfterNanoseconds = 0
settings.market.pullAfterNanoseconds = 0
let clock = ContinuousClock()
let runs = CommandLine.arguments.count > 4 ? Int(CommandLine.arguments[4])! : 7
for _ in 0..<runs {
  var world = try DryRun(
    tape: tape, settings: DryRunSettings(engine: settings, venue: venueSettings))
  let t = clock.measure { world.run() }
  let s = Double(t.components.attoseconds) / 1e18 + Double(t.components.seconds)
  let events = tape.header.counts.levels + tape.header.counts.trades
  let c = world.engine.counters
  let v = world.venue.counters
  print(
    events, s, Double(events) / s / 1e6, "sub", c.submitted, "can", c.cancelled, "fills", c.fills,
    "rej", c.rejected, "replans", c.replans, "pos", world.engine.position.steps, v.rejected,
    String(world.stateHash, radix: 16), world.engine.accountView.realised.units,
    world.engine.accountView.unrealised!.units)
}
