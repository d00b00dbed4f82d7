import Engine
import JSONText
import Market

/// One key of the configuration: its name, its meaning, and how it gets into the settings and out.
public struct Parameter: Sendable {
  /// The key with the sections above it, such as `grid.levels`.
  public let path: String
  /// The unit of its number; empty where it has none.
  public let unit: String
  /// What is allowed, for people.
  public let allowed: String
  /// What it does, in whole sentences.
  public let summary: String
  /// Reads a value into the configuration, or adds what is wrong with it to the faults.
  let read: @Sendable (JSONNode, inout ConfigurationReading) -> Void
  /// Writes the value in force as JSON5.
  let text: @Sendable (Configuration) -> String
  /// The settings that it is about, and what each is called in a file.
  var names: [SettingName] = []
  /// The numbers and amounts it can be given, each past what reads a file.
  var numbers: [ParameterNumber] = []
  var amounts: [ParameterAmount] = []
}

/// What a setting is called in a file.
struct SettingName: Sendable {
  /// From ``Configuration`` or from ``EngineSettings``.
  let setting: AnyKeyPath & Sendable
  let path: String
}

/// A number that a key can be given.
struct ParameterNumber: Sendable {
  let path: String
  let rule: NumberRule
  /// In the smallest unit of the rule; nothing where another measure is given, or none.
  let get: @Sendable (Configuration) -> Int64?
  /// Sets it whether it is allowed or not.
  let set: @Sendable (inout Configuration, Int64) -> Void
}

/// An amount that a key can be given.
struct ParameterAmount: Sendable {
  let path: String
  let rule: AmountRule
  /// Sets it whether it is allowed or not.
  let set: @Sendable (inout Configuration, DecimalNumber) -> Void
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

/// The same where it is a setting of the engine, which says what it may be.
typealias EngineSetting<Value> = WritableKeyPath<EngineSettings, Value> & Sendable
