import Configuration
import Curses
import JSONText
import Options
import Screen
import SimulatedVenue

/// The results of measuring a screen of one size.
protocol ScreenMeasurement {
  var json: JSONOutput { get }
}

/// The sizes of the measured frames, and the terminal that they are sent to.
enum Screens {
  private static let sizes = [
    ScreenSize(columns: 80, rows: 24), ScreenSize(columns: 200, rows: 50),
  ]

  /// Plays the reference grid, with the rungs of `--levels`, on a console of each size, and prints
  /// the results.
  static func report<Measurement: ScreenMeasurement>(
    _ arguments: Arguments,
    measurement: (inout ConsoleSeat, Terminal, PseudoTerminal) throws(BenchError) -> Measurement,
    text: ([Measurement], _ levels: Int) -> String
  ) throws(BenchError) -> [Measurement] {
    let levels = try arguments.integer("levels", in: 1...500, otherwise: 50)
    let form = try arguments.form()
    var configuration = try ReferenceGrid.configuration()
    configuration.engine.grid.levels = levels
    let tape = try ReferenceGrid.tape(arguments.tape, configuration)

    PseudoTerminal.setSurroundings()
    let pseudo = try PseudoTerminal(columns: 80, rows: 24)
    let results = try measure(on: pseudo, tape, configuration) {
      (seat, terminal) throws(BenchError) in try measurement(&seat, terminal, pseudo)
    }
    switch form {
    case .json: try writeResult(JSONOutput.list(results.map(\.json)).text(), to: pseudo.results)
    case .text: try writeResult(text(results, levels), to: pseudo.results)
    }
    return results
  }

  /// Takes over a pseudo-terminal and measures at every size, each time with a new console.
  private static func measure<Measurement>(
    on pseudo: PseudoTerminal, _ tape: Tape, _ configuration: Configuration,
    _ measurement: (inout ConsoleSeat, Terminal) throws(BenchError) -> Measurement
  ) throws(BenchError) -> [Measurement] {
    let terminal = try open()
    var measurements: [Measurement] = []
    for size in sizes {
      try resize(pseudo, terminal, to: size)
      var seat = try ConsoleSeat(
        tape, configuration, size: size, theme: .plain, start: ConsoleSeat.usualStart)
      measurements.append(try measurement(&seat, terminal))
    }
    terminal.stop()
    return measurements
  }

  /// Takes over the terminal at standard input and output.
  private static func open() throws(BenchError) -> Terminal {
    do throws(TerminalError) {
      return try Terminal()
    } catch {
      throw .system(error.description)
    }
  }

  /// Reads a number of bytes off the screen, which checks that they were counted correctly.
  static func take(
    _ bytes: Int, from pseudo: PseudoTerminal, _ terminal: Terminal
  ) throws(BenchError) {
    var left = bytes
    var patience = 1_000
    while left > 0 {
      let taken = try pseudo.take(waitingMilliseconds: 2)
      left -= taken
      guard taken == 0 else { continue }
      // A frame larger than the system's buffer: the terminal sends the rest in its next wait.
      _ = terminal.nextEvent(within: .zero)
      patience -= 1
      guard patience > 0 else {
        throw .system("the terminal sent \(bytes) bytes, and \(left) of them did not arrive")
      }
    }
  }

  /// Gives the terminal a size and waits until it has taken effect.
  private static func resize(
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
