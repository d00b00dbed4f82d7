import SimulatedVenue

/// The results of measuring grids, for people.
struct GridReport {
  let measurement: GridMeasurement
  let results: [GridResult]

  var text: String {
    ([heading, speed, work] + quiet).joined(separator: "\n\n")
  }

  private var heading: String {
    let tape = measurement.tape
    let megabytes = (results.first?.tapeBytes ?? 0) / 1_000_000
    return """
      tape: \(tape.origin.path): \(tape.header.instrument.symbol), \(grouped(measurement.events)) \
      events (depth or quote lines, and trades), \(megabytes) MB of records in memory
      grid: \(ReferenceGrid.fileName); \(measurement.runs) runs after a warm-up, each \
      \(grouped(measurement.repeats)) x the tape, timed inside the fold
      """
  }

  private var speed: String {
    var table = TextTable(
      "mode", "levels", "M events/s median", "min", "max", "per processor-s median", "max",
      "ns/event")
    for result in results {
      let wall = result.eventsPerSecond
      let processor = result.eventsPerProcessorSecond
      table.add(
        result.variant.mode, String(result.variant.levels), fixed(wall.median / 1e6, 2),
        fixed(wall.minimum / 1e6, 2), fixed(wall.maximum / 1e6, 2),
        fixed(processor.median / 1e6, 2), fixed(processor.maximum / 1e6, 2),
        fixed(1e9 / processor.median, 1))
    }
    return table.text + "\nns/event: nanoseconds of processor time per event, median."
  }

  private var work: String {
    var table = TextTable(
      "mode", "levels", "replans", "submitted", "cancelled", "rejected", "ladder fills", "fills",
      "allocations/event", "peak MB", "beside the tape")
    for result in results {
      let counters = result.counters
      table.add(
        result.variant.mode, String(result.variant.levels), grouped(counters.replans),
        grouped(counters.submitted), grouped(counters.cancelled), grouped(counters.rejected),
        grouped(counters.lotsOpened), grouped(counters.fills),
        fixed(result.allocationsPerEvent, 6), fixed(Double(result.peakResidentBytes) / 1e6, 1),
        fixed(Double(result.peakBesideTapeBytes) / 1e6, 1))
    }
    let scope =
      results.allSatisfy(\.isPeakOwn)
      ? "lowered before each grid" : "of all grids so far: the system does not let it be lowered"
    return table.text + "\nOf one fold. Peak MB: the process's VmHWM, \(scope)."
  }

  private var quiet: [String] {
    let lines = results.compactMap { result in
      result.quietUpdates.map { "  \(result.variant.mode) \(result.variant.levels): \($0.text)" }
    }
    guard !lines.isEmpty else { return [] }
    return [(["updates after which nothing had to be done:"] + lines).joined(separator: "\n")]
  }
}
