import Configuration
import Output

/// Finds the files that a run needs: those that an option names, otherwise the operator's own,
/// otherwise the shipped ones.
struct ResourceFinder {
  let folders: Folders
  private let exists: (String) -> Bool

  init(_ folders: Folders = .own, exists: @escaping (String) -> Bool = fileExists) {
    self.folders = folders
    self.exists = exists
  }

  /// The recording that is played by default.
  static let bundledTape = "tapes/binance-usdm-btcusdt-20240808.tape"

  /// The path of the operator's own file with a name, whether or not it exists.
  func own(_ name: String) -> String? { folders.configuration.map { "\($0)/\(name)" } }

  /// The operator's own file with a name; nil if there is none.
  func ownExisting(_ name: String) -> String? { own(name).flatMap { exists($0) ? $0 : nil } }

  /// The path of the shipped file with a name, whether or not it exists.
  func shipped(_ name: String) -> String? { folders.shipped.map { "\($0)/\(name)" } }

  /// The operator's own file with a name, otherwise the shipped one; nil if there is neither.
  func find(_ name: String) -> String? {
    [own(name), shipped(name)].compactMap { $0 }.first(where: exists)
  }

  /// The bundled tape.
  func tape() throws(CommandFailure) -> String {
    guard let path = shipped(ResourceFinder.bundledTape), exists(path) else {
      throw CommandFailure(
        .usage,
        "the bundled recording (\(ResourceFinder.bundledTape)) is not beside this executable; "
          + "name a tape with --tape FILE")
    }
    return path
  }

  /// The configuration in force: the named file, otherwise the operator's own, otherwise the
  /// defaults.
  func configuration(_ named: String?) throws(CommandFailure) -> LocatedConfiguration {
    guard let path = named ?? ownExisting("config.json5") else {
      return LocatedConfiguration(configuration: Configuration(), path: nil)
    }
    let (text, result) = try readConfigurationFile(path)
    switch result {
    case .success(let configuration): return located(configuration, path, text)
    case .faults(let faults):
      throw CommandFailure(.usage, faults.map { $0.text(file: inputName(path)) })
    }
  }

  /// A configuration that was read from a file. Relative paths in it are resolved from that file.
  func located(
    _ configuration: Configuration, _ path: String, _ text: String
  ) -> LocatedConfiguration {
    var configuration = configuration
    configuration.console.keymap = configuration.console.keymap.map { besides(path, $0) }
    if case .file(let log) = configuration.log.destination {
      configuration.log.destination = .file(besides(path, log))
    }
    return LocatedConfiguration(configuration: configuration, path: path, text: text)
  }

  /// A path as a file means it: relative to the folder of that file.
  private func besides(_ file: String, _ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }
}

/// A configuration and its source.
struct LocatedConfiguration: Equatable {
  var configuration: Configuration
  /// Nil if the defaults are in force; `-` for standard input.
  var path: String?
  /// The text that was read. A pipe can be read only once.
  var text: String?

  init(configuration: Configuration, path: String?, text: String? = nil) {
    self.configuration = configuration
    self.path = path
    self.text = text
  }
}
