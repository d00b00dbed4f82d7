import Configuration
import Engine
import Output
import Session
import SimulatedVenue

/// Makes the dry-run world from a market and a configuration.
///
/// - Parameter isBegun: whether the engine asks its first questions at once.
func makeDryRun(
  _ market: MarketSource, _ located: LocatedConfiguration, isBegun: Bool = true
) throws(CommandFailure) -> DryRun {
  let settings = DryRunSettings(
    engine: located.configuration.engine, venue: located.configuration.venue,
    network: located.configuration.network)
  do throws(ParameterError) {
    var run = try DryRun(unbegun: market, settings: settings)
    if let price = run.firstMid, let fault = run.engine.stopFault(at: price) { throw fault }
    if isBegun { run.begin() }
    return run
  } catch {
    let name = located.path.map(inputName) ?? "the default configuration"
    throw CommandFailure(.usage, "\(name): \(error.text)")
  }
}

/// Throws if the tape was changed during a run: the result would belong to no market.
func checkTape(of world: DryRun) throws(CommandFailure) {
  do throws(TapeError) {
    try world.source.tape?.checkUnchanged()
  } catch {
    throw CommandFailure(error)
  }
}

extension ReplayReport {
  /// The report of a world in its present state.
  init(_ world: DryRun, wallNanoseconds: Int64) {
    let snapshot = world.snapshot()
    tape = TapeFigures(
      name: world.source.name, instrument: world.source.instrument, events: world.events,
      first: world.source.first, last: world.source.last ?? world.time,
      crossedUpdates: world.venue.counters.crossedUpdates)
    speed = SpeedFigures(
      wallNanoseconds: wallNanoseconds, peakResidentBytes: rung.peakResidentBytes())
    counters = snapshot.counters
    account = snapshot.account
    mark = account.valuedAt
    isMarkTold = snapshot.market.mark.map { !$0.isStale } ?? false
    finalStateHash = world.stateHash
    boundaryHash = world.kernel.boundary?.value
  }
}

extension DryRun {
  /// The number of lines of a recording that the book and the venue use; of updates in a generated
  /// market.
  fileprivate var events: Int {
    guard let counts = source.tape?.header.counts else { return updateIndex }
    let usesDepth =
      switch engine.settings.market.bookSource {
      case .depth: true
      case .quotes: false
      case .auto: counts.levels > 0
      }
    return counts.trades + (usesDepth ? counts.levels : counts.quotes)
  }
}
