import Screen

extension ColorDepth {
  /// Returns the number of colors to use, from the environment and the terminal's entry.
  ///
  /// | says | depth |
  /// |---|---|
  /// | `NO_COLOR` set and not empty | none |
  /// | `COLORTERM` is `truecolor` or `24bit`, or the entry ends in `-direct`, and 256 colors | truecolor |
  /// | 256 colors | 256 |
  /// | 8 colors or more | 16 |
  /// | fewer | none |
  ///
  /// An option on the command line overrides all of this.
  ///
  /// - Source: no-color.org.
  static func detected(environment: [String: String], colors: Int) -> ColorDepth {
    guard environment["NO_COLOR", default: ""].isEmpty else { return .none }
    let saysDirect =
      ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""].lowercased())
      || environment["TERM", default: ""].hasSuffix("-direct")
    switch colors {
    case 256...: return saysDirect ? .direct : .indexed
    case 8...: return .sixteen
    default: return .none
    }
  }
}
