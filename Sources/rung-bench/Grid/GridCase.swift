import Configuration
import Engine

/// One grid to measure: a variant of the reference grid.
struct GridCase: Equatable {
  /// The number of rungs a side.
  let levels: Int
  let anchoring: GridSettings.Anchoring

  static let words: [(word: String, choice: GridSettings.Anchoring)] = [
    ("snap", .snap), ("full", .full),
  ]

  /// The name of the anchoring.
  var mode: String {
    switch anchoring {
    case .snap: "snap"
    case .full: "full"
    }
  }

  /// A configuration with these levels and this anchoring.
  func applied(to configuration: Configuration) -> Configuration {
    var configuration = configuration
    configuration.engine.grid.levels = levels
    configuration.engine.grid.anchoring = anchoring
    return configuration
  }
}
