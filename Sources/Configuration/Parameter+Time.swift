import Engine

/// Parameters that are spans of time.
extension Parameter {
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
