import JSONText

/// One key of the configuration: its name, its meaning, and how it gets into the settings and out.
public struct Parameter: Sendable {
  /// The key with the sections above it, such as `grid.levels`.
  public let path: String
  /// The unit of its number; empty where it has none.
  public let unit: String
  /// What is allowed, for people.
  public let allowed: String
  /// One sentence on what it does.
  public let summary: String
  /// Reads a value into the configuration, or adds what is wrong with it to the faults.
  let read: @Sendable (JSONNode, inout ConfigurationReading) -> Void
  /// Writes the value in force as JSON5.
  let text: @Sendable (Configuration) -> String
}

/// A configuration on its way out of a file: what was understood so far, and what was not.
struct ConfigurationReading {
  var configuration = Configuration()
  var faults: [ConfigurationFault] = []
  /// Where each key that was given stands.
  var positions: [String: TextPosition] = [:]

  /// Notes that a value is not allowed.
  mutating func refuse(_ path: String, _ json: JSONNode, _ allowed: String) {
    fault(path, at: json.position, "\(json.excerpt) is not allowed; \(allowed)")
  }

  /// Notes whatever else is wrong.
  mutating func fault(_ path: String, at position: TextPosition?, _ message: String) {
    faults.append(ConfigurationFault(path, at: position, message))
  }
}

/// The property of the configuration that a parameter reads and writes.
typealias Setting<Value> = WritableKeyPath<Configuration, Value> & Sendable
