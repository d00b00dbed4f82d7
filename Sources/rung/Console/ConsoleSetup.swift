import Configuration
import Curses
import Options
import Screen

/// All parts of a console but what it plays, loaded and checked before the terminal is touched.
struct ConsoleSetup {
  let located: LocatedConfiguration
  let keymap: LoadedKeymap
  /// The theme in use first, then the others in the order of the theme key.
  let themes: [(name: String, theme: Theme)]
  /// Problems of keymap and themes. They are shown and never fatal.
  let notices: [String]

  init(_ options: ParsedOptions, _ located: LocatedConfiguration) throws(CommandFailure) {
    let finder = ResourceFinder()
    self.located = located
    let resources = ResourceFinder.ConsoleResource.allCases.filter { !options.names($0) }
    let faults = try finder.consoleFaults(of: located, resources)
    guard faults.isEmpty else {
      throw CommandFailure(.usage, faults.map { $0.text(file: located.path ?? "") })
    }
    let console = located.configuration.console
    keymap = try LoadedKeymap(console, finder)
    let library = ThemeLibrary(finder: finder)
    let first = console.theme
    var loaded = [(first, try library.load(first))]
    for name in try library.names() where name != first {
      loaded.append((name, try library.load(name)))
    }
    themes = loaded.map { ($0.0, $0.1.theme) }
    notices = keymap.problems.map { "\($0)" } + loaded.flatMap { $0.1.problems }
  }

  /// The terminal's options from the configuration.
  var terminalOptions: Terminal.Options {
    Terminal.Options(
      ascii: located.configuration.console.ascii,
      mouse: located.configuration.console.mouse)
  }

  /// The console's model for a terminal that can show the given glyphs.
  func console(glyphs: Glyphs) -> Console {
    var options = Console.Options()
    options.glyphs = glyphs
    options.isMouseOn = located.configuration.console.mouse
    options.recentre =
      switch located.configuration.console.autoRecentre {
      case .never: .manual
      case .atEdge: .nearEdge(rows: 2)
      }
    return Console(
      keymap: keymap.keymap, themes: themes.map(\.name), theme: themes.first?.name,
      options: options)
  }
}

extension ParsedOptions {
  /// Whether an option replaces a file or theme that the configuration names.
  fileprivate func names(_ resource: ResourceFinder.ConsoleResource) -> Bool {
    switch resource {
    case .keymap: value("keymap") != nil
    case .theme: value("theme") != nil
    }
  }
}
