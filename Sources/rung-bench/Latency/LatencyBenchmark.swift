import Curses
import JSONText
import Options
import Screen
import Session

extension Benchmark {
  /// `rung-bench latency TAPE`: the time from a key to the cells that it changed.
  static let latency = Benchmark(
    name: "latency", summary: "Press keys: time from a key to the cells it changed",
    options: [
      OptionDescription("keys", takes: "N", "Keys pressed at each size (300)"),
      .levels, .report,
    ],
    details: [
      """
      A cursor key is typed into a pseudo-terminal, decoded, handled by the console, the screen is
      drawn, and what changed is read back from the terminal's other end, at 80x24 and 200x50. Told
      is time as it goes by, in microseconds, over all of that: the real parts of the console in one
      process, without the executable's main loop.
      """
    ],
    perform: { (arguments) throws(BenchError) in try measureKeys(arguments) })

  private static func measureKeys(_ arguments: Arguments) throws(BenchError) -> ExitCode {
    let keys = try arguments.integer("keys", in: 1...100_000, otherwise: 300)
    _ = try Screens.report(
      arguments,
      measurement: { (seat, terminal, pseudo) throws(BenchError) in
        var result = KeyMeasurement(size: seat.size)
        try result.measure(&seat, keys: keys, on: terminal, pseudo)
        return result
      },
      text: { (results, _) in text(results) })
    return .done
  }

  private static func text(_ results: [KeyMeasurement]) -> String {
    var table = TextTable(
      "size", "keys", "decoded", "key to cells median", "min", "p99", "bytes/key median")
    for result in results {
      let whole = Spread(result.whole)
      func micro(_ nanoseconds: Double) -> String { fixed(nanoseconds / 1_000, 1) }
      table.add(
        "\(result.size.columns)x\(result.size.rows)", grouped(result.whole.count),
        micro(Spread(result.decoded).median), micro(whole.median), micro(whole.minimum),
        micro(whole.percentile99), grouped(Int(Spread(result.bytes).median)))
    }
    return """
      \(table.text)
      Microseconds as time goes by, from the key's byte written into a pseudo-terminal to its cells
      read back from it; decoded: until the console's loop has the key. In one process, without the
      executable's main loop.
      """
  }
}
