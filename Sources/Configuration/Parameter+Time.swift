import Engine
import JSONText
import Market

/// Parameters that are times and spans of time.
extension Parameter {
  /// A moment in UTC that may be left open with `null`.
  static func moment(
    _ path: String, null meaning: String, _ setting: Setting<Instant?>, _ summary: String
  ) -> Parameter {
    let allowed =
      "\(Instant.ofOurTimeRule), such as \"2024-08-08T23:54:15Z\"; null is \(meaning)"
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
      text: { $0[keyPath: setting].map { JSONOutput.quoted($0.utcText()) } ?? "null" })
  }

  /// Whole seconds, held in nanoseconds.
  static func seconds(
    _ path: String, _ range: ClosedRange<Int64>, note: String? = nil,
    _ setting: Setting<Int64>, _ summary: String
  ) -> Parameter {
    number(
      path, NumberRule("s", range, note: note), summary,
      get: { $0[keyPath: setting] / 1_000_000_000 },
      set: { $0[keyPath: setting] = $1 * 1_000_000_000 })
  }
}
