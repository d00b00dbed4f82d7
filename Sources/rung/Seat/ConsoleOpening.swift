import Configuration
import Curses
import Glibc
import Screen
import Session
import SimulatedVenue

/// Opens the console on a dry run, under the guard that gives the terminal back whatever happens.
func openConsole(_ located: LocatedConfiguration, tape path: String) throws(CommandFailure)
  -> ExitCode
{
  try checkTerminal()
  do throws(SystemError) {
    guard TerminalGuard.isGuarded else { ExitCode.leaveAsGuard(try TerminalGuard.run()) }
    try TerminalGuard.adopt()
  } catch {
    throw CommandFailure(.usage, "the terminal can't be guarded: \(error)")
  }
  let configuration = located.configuration
  let finder = ResourceFinder()
  let library = ThemeLibrary(finder: finder)
  let keys = try LoadedKeymap(configuration.console, finder)
  let theme = try library.load(configuration.console.theme)
  let tape = try loadTape(path, TapeImportOptions(configuration.venueRules))
  let session = Session(
    Timeline(try makeDryRun(tape, located)), speed: configuration.session.speed,
    isPaused: configuration.session.isPaused)
  let names = try library.names()
  let terminal = try openTerminal(configuration.console)
  var origin = DryRunOrigin(located, tape: path)
  origin.notices = keys.problems.map { "\($0)" } + theme.problems + terminal.notices
  let console = Console(
    keymap: keys.keymap, themes: names, theme: configuration.console.theme,
    options: Console.Options(configuration.console, terminal.glyphs))
  var seat = Seat(
    session: session, console: console, terminal: terminal, library: library, theme: theme.theme,
    origin: origin)
  seat.sit()
  terminal.stop()
  return .done
}

/// Says so before a guard is started where there is nothing to guard.
private func checkTerminal() throws(CommandFailure) {
  for (descriptor, name) in [(STDIN_FILENO, "standard input"), (STDOUT_FILENO, "standard output")]
  where isatty(descriptor) != 1 {
    throw CommandFailure(.usage, "\(TerminalError.notATerminal(stream: name))")
  }
}

private func openTerminal(_ settings: ConsoleSettings) throws(CommandFailure) -> Terminal {
  do throws(TerminalError) {
    return try Terminal(
      Terminal.Options(ascii: settings.ascii, mouse: settings.mouse))
  } catch {
    throw CommandFailure(.usage, "\(error)")
  }
}

extension Console.Options {
  /// What a configuration sets about the console, on a terminal of certain characters.
  init(_ settings: ConsoleSettings, _ glyphs: Glyphs) {
    self.init()
    self.glyphs = glyphs
    isMouseOn = settings.mouse
    switch settings.autoRecentre {
    case .never: recentre = .manual
    case .atEdge: recentre = .nearEdge(rows: 2)
    }
  }
}
