import Configuration
import Engine
import Session
import SimulatedVenue

/// Makes the dry-run world of a tape and a configuration.
func makeDryRun(_ tape: Tape, _ located: LocatedConfiguration) throws(CommandFailure) -> DryRun {
  let settings = DryRunSettings(
    engine: located.configuration.engine, venue: located.configuration.venue)
  do throws(ParameterError) {
    return try DryRun(tape: tape, settings: settings)
  } catch {
    throw CommandFailure(.usage, "\(located.path ?? "the default configuration"): \(error)")
  }
}

extension ReplayReport {
  /// The report of a world as it stands.
  init(_ world: DryRun, wallNanoseconds: Int64) {
    let snapshot = world.snapshot()
    let header = world.tape.header
    let counts = header.counts
    tape = TapeFigures(
      name: world.tape.origin.path, instrument: header.instrument,
      events: counts.trades + (world.usesDepth ? counts.levels : counts.quotes),
      first: header.firstTime, last: header.lastTime)
    speed = SpeedFigures(
      wallNanoseconds: wallNanoseconds, peakResidentBytes: rung.peakResidentBytes())
    counters = snapshot.counters
    account = snapshot.account
    mark = snapshot.market.mark
    finalStateHash = world.stateHash
  }
}

extension DryRun {
  /// Whether the book is built from the depth channel.
  fileprivate var usesDepth: Bool {
    switch engine.settings.market.bookSource {
    case .depth: true
    case .quotes: false
    case .auto: tape.header.counts.levels > 0
    }
  }
}
