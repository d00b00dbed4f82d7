import Curses
import Engine
import JSONText
import Screen

/// How long keys took until their effect was visible, at one screen size.
struct KeyMeasurement: ScreenMeasurement {
  let size: ScreenSize
  /// Nanoseconds until the terminal delivered the decoded key.
  private(set) var decoded: [Int] = []
  /// Nanoseconds until the changed cells were read back.
  private(set) var whole: [Int] = []
  private(set) var bytes: [Int] = []

  init(size: ScreenSize) { self.size = size }

  /// Presses keys that move the ladder's cursor down and up again, four at a time.
  mutating func measure(
    _ seat: inout ConsoleSeat, keys: Int, on terminal: Terminal, _ pseudo: PseudoTerminal
  ) throws(BenchError) {
    let first = terminal.draw(seat.draw(seat.snapshot()), theme: seat.theme)
    try Screens.take(first, from: pseudo, terminal)
    for number in 0..<keys {
      let goesDown = number / 4 % 2 == 0
      try press(UInt8(ascii: goesDown ? "j" : "k"), &seat, on: terminal, pseudo)
    }
  }

  private mutating func press(
    _ byte: UInt8, _ seat: inout ConsoleSeat, on terminal: Terminal, _ pseudo: PseudoTerminal
  ) throws(BenchError) {
    let start = Clock.wall.nanoseconds
    try pseudo.type(byte)
    guard case .key(let key) = terminal.nextEvent(within: .seconds(1)) else {
      throw .system("a key that was typed did not arrive")
    }
    let arrived = Clock.wall.nanoseconds
    let requests = seat.console.handle(.key(key), snapshot: seat.snapshot(), status: seat.status)
    precondition(requests.isEmpty, "a cursor key asks for nothing but another drawing")
    let sent = terminal.draw(seat.draw(seat.snapshot()), theme: seat.theme)
    guard sent > 0 else { throw .system("the key \(key.name) changed no cell") }
    try Screens.take(sent, from: pseudo, terminal)
    whole.append(Clock.wall.nanoseconds - start)
    decoded.append(arrived - start)
    bytes.append(sent)
  }

  var json: JSONOutput {
    .object([
      ("columns", .integer(size.columns)), ("rows", .integer(size.rows)),
      ("keys", .integer(whole.count)),
      ("through", .text("a pseudo-terminal, in one process, without the main loop")),
      ("decoded_microseconds", Spread(decoded).microseconds),
      ("key_to_cells_microseconds", Spread(whole).microseconds),
      ("key_bytes", Spread(bytes).wholeRange),
    ])
  }
}
