import Curses
import Screen

/// The sizes that frames are measured at, and the terminal they are put out to.
enum Screens {
  static let sizes = [ScreenSize(columns: 80, rows: 24), ScreenSize(columns: 200, rows: 50)]

  /// Takes over a pseudo-terminal.
  static func open(_ pseudo: PseudoTerminal) throws(BenchError) -> Terminal {
    do throws(TerminalError) {
      return try Terminal()
    } catch {
      throw .system(error.description)
    }
  }

  /// Reads so many bytes off the screen, which checks that they were counted right.
  static func take(
    _ bytes: Int, from pseudo: PseudoTerminal, _ terminal: Terminal
  ) throws(BenchError) {
    var left = bytes
    var patience = 1_000
    while left > 0 {
      let taken = try pseudo.take(waitingMilliseconds: 2)
      left -= taken
      guard taken == 0 else { continue }
      // A frame larger than the system's buffer: the rest goes out when the terminal is looked at.
      _ = terminal.nextEvent(within: .zero)
      patience -= 1
      guard patience > 0 else {
        throw .system("the terminal sent \(bytes) bytes, and \(left) of them did not arrive")
      }
    }
  }

  /// Gives the terminal a size and waits until it took it up.
  static func resize(
    _ pseudo: PseudoTerminal, _ terminal: Terminal, to size: ScreenSize
  ) throws(BenchError) {
    try pseudo.resize(columns: size.columns, rows: size.rows)
    let wanted = TerminalEvent.resize(columns: size.columns, rows: size.rows)
    while true {
      let event = terminal.nextEvent(within: .seconds(1))
      if event == wanted { return }
      guard event != .tick, event != .hangup else {
        throw .system("the pseudo-terminal did not take up its size: \(event)")
      }
    }
  }
}
