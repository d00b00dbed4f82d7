import Configuration
import Curses
import Options
import Screen
import Session
import SimulatedVenue

/// Everything a console is made of, loaded and checked before the terminal is touched.
struct ConsoleSetup {
  let session: Session<DryRun>
  let located: LocatedConfiguration
  let keymap: LoadedKeymap
  /// The theme in use first, then the others in the order of the theme key.
  let themes: [(name: String, theme: Theme)]
  /// What is wrong with keymap and themes: shown, never fatal.
  let notices: [String]

  /// - Parameter mustEnd: whether a made market needs an end, since nobody is there to stop it.
  init(
    _ options: ParsedOptions, _ subcommand: Subcommand, mustEnd: Bool = false
  ) throws(CommandFailure) {
    let finder = ResourceFinder()
    let located = try RunOptions.configuration(options, finder, of: subcommand)
    self.located = located
    let resources = ResourceFinder.ConsoleResource.allCases.filter { !options.names($0) }
    let faults = try finder.consoleFaults(of: located, resources)
    guard faults.isEmpty else {
      throw CommandFailure(.usage, faults.map { $0.text(file: located.path ?? "") })
    }
    let configuration = located.configuration
    let market = try loadMarket(
      options.value("tape"), options, located, mustEnd: mustEnd, of: subcommand,
      bundled: { () throws(CommandFailure) in try finder.tape() })
    var world = try makeDryRun(market, located)
    // Nobody looks at a run that ends by itself.
    if !mustEnd { world.watchQueues() }
    session = Session(
      Timeline(world), speed: configuration.session.speed,
      isPaused: configuration.session.isPaused)
    keymap = try LoadedKeymap(configuration.console, finder)
    let library = ThemeLibrary(finder: finder)
    let first = configuration.console.theme
    var loaded = [(first, try library.load(first))]
    for name in try library.names() where name != first {
      loaded.append((name, try library.load(name)))
    }
    themes = loaded.map { ($0.0, $0.1.theme) }
    notices = keymap.problems.map { "\($0)" } + loaded.flatMap { $0.1.problems }
  }

  /// The terminal as the configuration wants it.
  var terminalOptions: Terminal.Options {
    Terminal.Options(
      ascii: located.configuration.console.ascii,
      mouse: located.configuration.console.mouse)
  }

  /// The console's model for a terminal that can show these glyphs.
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
  /// Whether an option names something that the configuration names too.
  fileprivate func names(_ resource: ResourceFinder.ConsoleResource) -> Bool {
    switch resource {
    case .keymap: value("keymap") != nil
    case .theme: value("theme") != nil
    }
  }
}
