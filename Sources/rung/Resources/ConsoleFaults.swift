import Configuration

/// Faults of a configuration file whose keymap or theme for the console can't be found or read.
extension ResourceFinder {
  /// The console's keys that name a file or a theme.
  enum ConsoleResource: String, CaseIterable {
    case keymap = "console.keymap"
    case theme = "console.theme"
  }

  /// The faults of a configuration that was read; none for keys that its file leaves out.
  ///
  /// - Parameter resources: those to check. If an option replaces one, the file is not at fault for
  ///   it.
  func consoleFaults(
    of located: LocatedConfiguration, _ resources: [ConsoleResource] = ConsoleResource.allCases
  ) throws(CommandFailure) -> [ConfigurationFault] {
    guard let text = located.text else { return [] }
    var faults: [ConfigurationFault] = []
    for resource in resources {
      guard let position = Configuration.position(of: resource.rawValue, in: text) else { continue }
      do throws(CommandFailure) {
        try find(resource, of: located.configuration.console)
      } catch {
        let message = error.messages.joined(separator: "; ")
        faults.append(ConfigurationFault(resource.rawValue, at: position, message))
      }
    }
    return faults
  }

  /// The problems inside the files that a configuration names for the console.
  func consoleProblems(of located: LocatedConfiguration) throws(CommandFailure) -> [String] {
    guard let text = located.text else { return [] }
    let console = located.configuration.console
    var problems: [String] = []
    if Configuration.position(of: ConsoleResource.keymap.rawValue, in: text) != nil {
      problems += try LoadedKeymap(console, self).problems.map { "\($0)" }
    }
    if Configuration.position(of: ConsoleResource.theme.rawValue, in: text) != nil {
      problems += try ThemeLibrary(finder: self).load(console.theme).problems
    }
    return problems
  }

  private func find(
    _ resource: ConsoleResource, of console: ConsoleSettings
  ) throws(CommandFailure) {
    switch resource {
    case .keymap: _ = try LoadedKeymap(console, self)
    case .theme: _ = try ThemeLibrary(finder: self).load(console.theme)
    }
  }
}
