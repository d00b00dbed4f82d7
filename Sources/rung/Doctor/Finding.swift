import Output

/// One line of `rung doctor`.
struct Finding: Equatable {
  enum Level: String {
    case ok
    /// It works, but not as well as it could.
    case warn
    /// Something will not work.
    case fail
  }

  let level: Level
  let subject: String
  let message: String

  init(_ level: Level, _ subject: String, _ message: String) {
    self.level = level
    self.subject = subject
    self.message = message
  }

  /// The findings one below the other, in columns.
  static func text(_ findings: [Finding]) -> String {
    let width = 2 + (findings.map(\.subject.count).max() ?? 0)
    return findings.map { finding in
      let level = finding.level.rawValue
      return level + String(repeating: " ", count: 6 - level.count) + finding.subject
        + String(repeating: " ", count: width - finding.subject.count)
        + HarmlessText.line(finding.message)
    }.joined(separator: "\n")
  }
}
