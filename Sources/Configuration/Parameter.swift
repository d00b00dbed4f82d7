import Engine
import JSONText
import Market

/// One key of the configuration: its name, its meaning, and how to read and write its value.
public struct Parameter: Sendable {
  /// The key with the sections above it, such as `grid.levels`.
  public let path: String
  /// The unit of its number; empty if it has none.
  public let unit: String
  /// The allowed values, in words.
  public let allowed: String
  /// What the key does, in whole sentences.
  public let summary: String
  /// Reads a value into the configuration, or adds a fault.
  let read: @Sendable (JSONNode, inout ConfigurationReading) -> Void
  /// Writes the current value as JSON5.
  let text: @Sendable (Configuration) -> String
  /// The settings that the key is about, with the name of each in a file.
  var names: [SettingName] = []
  /// The numbers and amounts that the key can be given, to be set without reading a file.
  var numbers: [ParameterNumber] = []
  var amounts: [ParameterAmount] = []
}

/// The name of a setting in a file.
struct SettingName: Sendable {
  /// A key path from ``Configuration`` or from ``EngineSettings``.
  let setting: AnyKeyPath & Sendable
  let path: String
}

/// A number that a key can be given.
struct ParameterNumber: Sendable {
  let path: String
  let rule: NumberRule
  /// In the smallest unit of the rule; nil if another measure is given, or none.
  let get: @Sendable (Configuration) -> Int64?
  /// Sets the number, whether or not it is allowed.
  let set: @Sendable (inout Configuration, Int64) -> Void
}

/// An amount that a key can be given.
struct ParameterAmount: Sendable {
  let path: String
  let rule: AmountRule
  /// Sets the amount, whether or not it is allowed.
  let set: @Sendable (inout Configuration, DecimalNumber) -> Void
}

/// The state of reading a configuration file: what was understood so far, and the faults.
struct ConfigurationReading {
  var configuration = Configuration()
  var faults: [ConfigurationFault] = []
  /// The place of each key that was given.
  var positions: [String: TextPosition] = [:]

  /// Notes that a value is not allowed.
  mutating func refuse(_ path: String, _ json: JSONNode, _ allowed: String) {
    fault(path, at: json.position, "\(json.excerpt) is not allowed; \(allowed)")
  }

  /// Notes any other fault.
  mutating func fault(_ path: String, at position: TextPosition?, _ message: String) {
    faults.append(ConfigurationFault(path, at: position, message))
  }
}

/// The property of the configuration that a parameter reads and writes.
typealias Setting<Value> = WritableKeyPath<Configuration, Value> & Sendable

/// The same for a setting of the engine, which defines the allowed values.
typealias EngineSetting<Value> = WritableKeyPath<EngineSettings, Value> & Sendable
