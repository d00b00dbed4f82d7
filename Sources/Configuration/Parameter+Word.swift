import JSONText

/// A word of a configuration file and the value it stands for.
struct Word<Value: Equatable & Sendable>: Sendable {
  let text: String
  let value: Value

  init(_ text: String, _ value: Value) {
    self.text = text
    self.value = value
  }
}

/// Parameters that are words, texts, or true and false.
extension Parameter {
  /// One of several words.
  static func choice<Value>(
    _ path: String, _ words: [Word<Value>], _ setting: Setting<Value>, _ summary: String
  ) -> Parameter {
    let allowed = words.map { "\"\($0.text)\"" }.joined(separator: ", ")
    return Parameter(
      path: path, unit: "", allowed: allowed, summary: summary,
      read: { json, reading in
        guard let word = words.first(where: { $0.text == json.string }) else {
          return reading.refuse(path, json, allowed)
        }
        reading.configuration[keyPath: setting] = word.value
      },
      text: { configuration in
        let value = configuration[keyPath: setting]
        guard let word = words.first(where: { $0.value == value }) else {
          preconditionFailure("\(path): \(value) has no word")
        }
        return "\"\(word.text)\""
      },
      names: [SettingName(setting: setting, path: path)])
  }

  /// True or false.
  static func flag(_ path: String, _ setting: Setting<Bool>, _ summary: String) -> Parameter {
    let allowed = "true or false"
    return Parameter(
      path: path, unit: "", allowed: allowed, summary: summary,
      read: { json, reading in
        guard let value = json.bool else { return reading.refuse(path, json, allowed) }
        reading.configuration[keyPath: setting] = value
      },
      text: { $0[keyPath: setting] ? "true" : "false" },
      names: [SettingName(setting: setting, path: path)])
  }

  /// A text that isn't empty.
  static func text(_ path: String, _ setting: Setting<String>, _ summary: String) -> Parameter {
    let allowed = "a text"
    return Parameter(
      path: path, unit: "", allowed: allowed, summary: summary,
      read: { json, reading in
        guard let value = json.string, !value.isEmpty else {
          return reading.refuse(path, json, allowed)
        }
        reading.configuration[keyPath: setting] = value
      },
      text: { JSONOutput.quoted($0[keyPath: setting]) })
  }

  /// A text that may be left without a value, by `null`.
  static func text(
    _ path: String, null meaning: String, _ setting: Setting<String?>, _ summary: String
  ) -> Parameter {
    let allowed = "a text; null means \(meaning)"
    return Parameter(
      path: path, unit: "", allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull {
          reading.configuration[keyPath: setting] = nil
          return
        }
        guard let value = json.string, !value.isEmpty else {
          return reading.refuse(path, json, allowed)
        }
        reading.configuration[keyPath: setting] = value
      },
      text: { $0[keyPath: setting].map(JSONOutput.quoted) ?? "null" })
  }
}
