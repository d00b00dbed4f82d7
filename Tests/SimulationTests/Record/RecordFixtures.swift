import Foundation
import Testing

/// The files that show what earlier builds recorded.
enum RecordFixtures {
  static var areToBeWritten: Bool {
    ProcessInfo.processInfo.environment["RUNG_RECORD_FIXTURES"] != nil
  }

  static func text(_ file: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  /// Writes a fixture beside the tests, where it is kept.
  static func write(_ text: String, _ file: String, beside source: String = #filePath) throws {
    let folder = URL(fileURLWithPath: source).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures")
    try Data(text.utf8).write(to: folder.appending(path: file))
  }
}
