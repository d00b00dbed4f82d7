import Engine
import JSONText
import Options
import SimulatedVenue

extension Benchmark {
  /// `rung-bench grid TAPE`: how fast the engine folds a tape.
  static let grid = Benchmark(
    name: "grid", summary: "Fold the reference grid over a tape: speed, allocations, memory",
    options: [
      OptionDescription("levels", takes: "N,N", "Rungs a side, 1 to 500 (10,50,200)"),
      OptionDescription("mode", takes: "MODES", "snap, full, or snap,full (snap,full)"),
      OptionDescription("repeat", takes: "N", "Folds of the tape within one run (1)"),
      OptionDescription("runs", takes: "R", "Runs counted, after one that is not (7)"),
      OptionDescription(
        "check-allocations", "Look at every update that has no effect; exit code 1 if one allocates"
      ),
      .report,
    ],
    details: [
      """
      An event is a depth line or a trade line of the tape. Timed is the fold alone: the tape is in
      memory, and every fold has a new world, made before. Beside time as it goes by, processor time
      is told, for machines that are busy with other things.
      """,
      """
      Allocations are counted in a fold of their own, every call of malloc and its relatives, also
      the Swift runtime's. The peak of memory is the whole process's (VmHWM), the pages of the tape
      included; it is lowered before each grid where the system lets us ("peak_rss_of": "case").
      """,
    ],
    perform: { (arguments) throws(BenchError) in try measureGrids(arguments) })

  private static func measureGrids(_ arguments: Arguments) throws(BenchError) -> ExitCode {
    let levels = try arguments.integers("levels", in: 1...500, otherwise: [10, 50, 200])
    let modes = try arguments.words("mode", GridCase.words, otherwise: [.snap, .full])
    let form = try arguments.form()
    let configuration = try ReferenceGrid.configuration()
    let measurement = GridMeasurement(
      tape: try ReferenceGrid.tape(arguments.tape, configuration), configuration: configuration,
      runs: try arguments.integer("runs", in: 1...10_000, otherwise: 7),
      repeats: try arguments.integer("repeat", in: 1...100_000, otherwise: 1),
      checksAllocations: arguments.has("check-allocations"))
    var results: [GridResult] = []
    for anchoring in modes {
      for levels in levels {
        results.append(try measurement.measure(GridCase(levels: levels, anchoring: anchoring)))
      }
    }
    switch form {
    case .json: try writeResult(JSONOutput.list(results.map(\.json)).text())
    case .text: try writeResult(GridReport(measurement: measurement, results: results).text)
    }
    let isFound = results.contains { ($0.quietUpdates?.allocating ?? 0) > 0 }
    return isFound ? .found : .done
  }
}
