import Engine
import JSONText
import Market

/// Parameters that are times and spans of time.
extension Parameter {
  /// A moment in UTC that may be left without a value, by `null`.
  static func moment(
    _ path: String, null meaning: String, _ setting: Setting<Instant?>, _ summary: String
  ) -> Parameter {
    let allowed =
      "\(Instant.ofOurTimeRule), such as \"2024-08-08T23:54:15Z\"; null means \(meaning)"
    return Parameter(
      path: path, unit: "UTC", allowed: allowed, summary: summary,
      read: { json, reading in
        if json.isNull {
          reading.configuration[keyPath: setting] = nil
          return
        }
        guard let moment = json.string.flatMap({ Instant(ofOurTime: $0) }) else {
          return reading.refuse(path, json, allowed)
        }
        reading.configuration[keyPath: setting] = moment
      },
      text: { $0[keyPath: setting].map { JSONOutput.quoted($0.utcText()) } ?? "null" },
      names: [SettingName(setting: setting, path: path)])
  }

  /// A setting of the engine in whole seconds, held in nanoseconds.
  static func seconds(
    _ path: String, of setting: EngineSetting<Int64>, note: String? = nil, _ summary: String
  ) -> Parameter {
    let second: Int64 = 1_000_000_000
    let range = SettingRange.of(setting)
    var parameter = number(
      path,
      NumberRule(
        NumberForm("s", note: note), range.lowerBound / second...range.upperBound / second),
      summary,
      get: { $0.engine[keyPath: setting] / second },
      set: { $0.engine[keyPath: setting] = $1 * second })
    parameter.names = [SettingName(setting: setting, path: path)]
    return parameter
  }
}
