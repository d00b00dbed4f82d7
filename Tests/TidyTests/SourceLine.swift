import Foundation

/// The top of the repository, found from where this file was when it was built.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// One line of our own code, and where it stands.
struct SourceLine {
  /// From the top of the repository, such as `Sources/Engine/Engine.swift`.
  let file: String
  let number: Int
  let text: String

  /// What the compiler sees: the line without a comment that begins on it.
  var code: Substring {
    guard let comment = text.range(of: "//") else { return text[...] }
    return text[..<comment.lowerBound]
  }

  /// Whether it says, with a reason, that it knows what it does.
  var isExcused: Bool {
    guard let mark = text.range(of: "// tidy-ok:") else { return false }
    return !text[mark.upperBound...].allSatisfy(\.isWhitespace)
  }

  var place: String { "\(file):\(number)" }
}

/// Every line of the Swift files in some folders, in a stable order.
func sourceLines(in folders: String...) throws -> [SourceLine] {
  try folders.flatMap { folder in
    try swiftFiles(in: folder).flatMap { file in
      try String(contentsOf: repository.appending(path: file), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .map { SourceLine(file: file, number: $0.offset + 1, text: String($0.element)) }
    }
  }
}

private func swiftFiles(in folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: repository.appending(path: folder).path())
    .filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
}
