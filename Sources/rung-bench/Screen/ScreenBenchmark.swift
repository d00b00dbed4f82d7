import Curses
import JSONText
import Options
import Screen
import Session

extension Benchmark {
  /// `rung-bench screen TAPE`: the cost of a frame.
  static let screen = Benchmark(
    name: "screen", summary: "Draw the console while a tape plays: processor time and bytes",
    options: [
      OptionDescription("frames", takes: "N", "Frames drawn at each size (300)"),
      OptionDescription("speed", takes: "N", "Times real time; a frame is 1/30 s of it (10)"),
      .levels, .report,
    ],
    details: [
      """
      The reference grid trades while 80x24 and 200x50 are drawn, from a tenth of the tape on.
      Told is processor time, in microseconds: making the snapshot, drawing it on a canvas, and
      finding what changed and writing it to a pseudo-terminal (xterm-256color, UTF-8), the system's
      part included. Every frame is drawn once more with nothing changed, which must write nothing.
      """
    ],
    perform: { (arguments) throws(BenchError) in try measureFrames(arguments) })

  private static func measureFrames(_ arguments: Arguments) throws(BenchError) -> ExitCode {
    let frames = try arguments.integer("frames", in: 1...100_000, otherwise: 300)
    let speed = try arguments.integer("speed", in: 1...10_000, otherwise: 10)
    let results = try Screens.report(
      arguments,
      measurement: { (seat, terminal, pseudo) throws(BenchError) in
        var result = FrameMeasurement(size: seat.size)
        try result.measure(
          &seat, frames: frames, apart: Int64(speed) * 1_000_000_000 / 30, on: terminal, pseudo)
        return result
      },
      text: { (results, levels) in text(results, speed: speed, levels: levels) })
    return results.contains { $0.unchangedBytes > 0 } ? .found : .done
  }

  private static func text(_ results: [FrameMeasurement], speed: Int, levels: Int) -> String {
    var times = TextTable(
      "size", "frames", "snapshot", "draw", "output", "whole frame", "min", "p99")
    var bytes = TextTable(
      "size", "bytes/frame median", "max", "first frame", "unchanged", "updates", "fills")
    for result in results {
      let size = "\(result.size.columns)x\(result.size.rows)"
      func micro(_ nanoseconds: Double) -> String { fixed(nanoseconds / 1_000, 1) }
      let whole = Spread(result.whole)
      times.add(
        size, grouped(result.bytes.count), micro(Spread(result.snapshot).median),
        micro(Spread(result.draw).median), micro(Spread(result.output).median),
        micro(whole.median), micro(whole.minimum), micro(whole.percentile99))
      let sent = Spread(result.bytes)
      bytes.add(
        size, grouped(Int(sent.median)), grouped(Int(sent.maximum)), grouped(result.firstBytes),
        grouped(result.unchangedBytes), grouped(result.updates), grouped(result.fills))
    }
    return """
      grid: \(ReferenceGrid.fileName) with \(levels) rungs a side, at \(speed) times real time

      \(times.text)
      Microseconds of processor time per frame: medians, then least and 99th percentile of the
      whole.

      \(bytes.text)
      Unchanged: bytes of all frames drawn once more with nothing changed. Updates, fills: what moved
      meanwhile.
      """
  }
}
