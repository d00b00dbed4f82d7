import Curses
import Engine
import JSONText
import Screen

/// The cost of frames of one size.
struct FrameMeasurement: ScreenMeasurement {
  let size: ScreenSize
  private(set) var snapshot: [Int] = []
  private(set) var draw: [Int] = []
  private(set) var output: [Int] = []
  private(set) var bytes: [Int] = []
  /// The number of bytes of the first frame, in which every cell is new.
  private(set) var firstBytes = 0
  /// The number of bytes of all second drawings of the same moment. It should be zero.
  private(set) var unchangedBytes = 0
  /// What happened on the tape meanwhile.
  private(set) var updates = 0
  private(set) var fills = 0

  /// Nanoseconds of processor time for each whole frame.
  var whole: [Int] { snapshot.indices.map { snapshot[$0] + draw[$0] + output[$0] } }

  init(size: ScreenSize) { self.size = size }

  /// Draws frames while the tape plays on. Each is drawn a second time with nothing changed.
  mutating func measure(
    _ seat: inout ConsoleSeat, frames: Int, apart: Int64, on terminal: Terminal,
    _ pseudo: PseudoTerminal
  ) throws(BenchError) {
    firstBytes = terminal.draw(seat.draw(seat.snapshot()), theme: seat.theme)
    try Screens.take(firstBytes, from: pseudo, terminal)
    let before = seat.world.engine.counters
    while bytes.count < frames, seat.play(nanoseconds: apart) {
      try measureFrame(&seat, on: terminal, pseudo)
    }
    guard !bytes.isEmpty else {
      throw .input("the tape ends before a frame could be drawn; give a longer one")
    }
    updates = seat.world.engine.counters.updates - before.updates
    fills = seat.world.engine.counters.fills - before.fills
  }

  private mutating func measureFrame(
    _ seat: inout ConsoleSeat, on terminal: Terminal, _ pseudo: PseudoTerminal
  ) throws(BenchError) {
    let start = Clock.processor.nanoseconds
    let moment = seat.snapshot()
    let snapped = Clock.processor.nanoseconds
    let canvas = seat.draw(moment)
    let drawn = Clock.processor.nanoseconds
    let sent = terminal.draw(canvas, theme: seat.theme)
    let end = Clock.processor.nanoseconds
    snapshot.append(snapped - start)
    draw.append(drawn - snapped)
    output.append(end - drawn)
    bytes.append(sent)
    try Screens.take(sent, from: pseudo, terminal)
    let again = terminal.draw(seat.draw(seat.snapshot()), theme: seat.theme)
    unchangedBytes += again
    try Screens.take(again, from: pseudo, terminal)
  }

  var json: JSONOutput {
    .object([
      ("columns", .integer(size.columns)), ("rows", .integer(size.rows)),
      ("frames", .integer(bytes.count)), ("updates", .integer(updates)), ("fills", .integer(fills)),
      ("snapshot_microseconds", Spread(snapshot).microseconds),
      ("draw_microseconds", Spread(draw).microseconds),
      ("output_microseconds", Spread(output).microseconds),
      ("frame_microseconds", Spread(whole).microseconds),
      ("frame_bytes", Spread(bytes).wholeRange), ("first_frame_bytes", .integer(firstBytes)),
      ("unchanged_bytes", .integer(unchangedBytes)),
    ])
  }
}
