import Configuration
import Engine
import Market
import Session
import SimulatedVenue

/// Measures grids on one tape.
struct GridMeasurement {
  let tape: Tape
  let configuration: Configuration
  let runs: Int
  let repeats: Int
  let checksAllocations: Bool

  /// The events of one fold: depth or quote lines, whichever the book uses, and trades.
  var events: Int {
    let counts = tape.header.counts
    let usesDepth =
      switch configuration.engine.market.bookSource {
      case .depth: true
      case .quotes: false
      case .auto: counts.levels > 0
      }
    return counts.trades + (usesDepth ? counts.levels : counts.quotes)
  }

  /// Measures one grid: a warm-up, the timed runs, and the allocations in a fold of their own.
  func measure(_ variant: GridCase) throws(BenchError) -> GridResult {
    let configuration = variant.applied(to: configuration)
    let isPeakOwn = Memory.resetPeak()
    let counters = try fold(configuration).counters
    var walls: [Int] = []
    var processors: [Int] = []
    for _ in 0..<runs {
      let run = try timedRun(configuration)
      walls.append(run.wall)
      processors.append(run.processor)
    }
    let peak = try Memory.peakResidentBytes()
    return GridResult(
      variant: variant, events: events, runs: runs, repeats: repeats,
      eventsPerSecond: speed(walls), eventsPerProcessorSecond: speed(processors),
      allocations: try allocations(configuration), peakResidentBytes: peak, isPeakOwn: isPeakOwn,
      tapeBytes: tape.header.counts.records * MemoryLayout<MarketChange>.stride,
      counters: counters, quietUpdates: try quietUpdates(configuration))
  }

  private func speed(_ nanoseconds: [Int]) -> Spread {
    let work = Double(events) * Double(repeats)
    return Spread(nanoseconds.map { work / Double(max(1, $0)) * 1e9 })
  }

  /// Folds the tape `repeats` times, each time in a new world. Only the folding is timed.
  private func timedRun(
    _ configuration: Configuration
  ) throws(BenchError) -> (wall: Int, processor: Int) {
    var sum = (wall: 0, processor: 0)
    for _ in 0..<repeats {
      let fold = try fold(configuration)
      sum.wall += fold.wall
      sum.processor += fold.processor
    }
    return sum
  }

  private func fold(
    _ configuration: Configuration
  ) throws(BenchError) -> (wall: Int, processor: Int, counters: Counters) {
    var world = try ReferenceGrid.world(tape, configuration)
    let (wall, processor) = (Clock.wall.nanoseconds, Clock.processor.nanoseconds)
    world.run()
    return (
      Clock.wall.nanoseconds - wall, Clock.processor.nanoseconds - processor, world.engine.counters
    )
  }

  private func allocations(_ configuration: Configuration) throws(BenchError) -> Int {
    var world = try ReferenceGrid.world(tape, configuration)
    return Allocations.counted { world.run() }
  }

  private func quietUpdates(_ configuration: Configuration) throws(BenchError) -> QuietUpdates? {
    guard checksAllocations else { return nil }
    var world = try ReferenceGrid.world(tape, configuration)
    return QuietUpdates(of: &world)
  }
}
