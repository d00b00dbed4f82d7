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

  /// Whether the compiler sees a word or phrase that begins where no other word goes on.
  func says(_ phrase: String) -> Bool { isSaid(phrase, in: code) }

  /// Whether a phrase is in a part of the line, by itself.
  func isSaid(_ phrase: String, in part: Substring) -> Bool {
    var rest = part
    while let found = rest.range(of: phrase, options: .literal) {
      let isWord = phrase.first?.isLetter ?? false
      let before = rest[..<found.lowerBound].last
      let after = rest[found.upperBound...].first
      let endsOpen = phrase.last?.isLetter ?? false
      if !(isWord && before.map(SourceLine.goesOn) ?? false),
        !(endsOpen && after.map(SourceLine.goesOn) ?? false)
      {
        return true
      }
      rest = rest[found.upperBound...]
    }
    return false
  }

  private static func goesOn(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  var place: String { "\(file):\(number)" }
}

/// Every line of the Swift files in some folders, in a stable order.
func sourceLines(in folders: String...) throws -> [SourceLine] {
  try folders.flatMap { try swiftFiles(in: $0).flatMap(lines) }
}

private func lines(of file: String) throws -> [SourceLine] {
  try String(contentsOf: repository.appending(path: file), encoding: .utf8)
    .components(separatedBy: "\n").enumerated()
    .map { SourceLine(file: file, number: $0.offset + 1, text: $0.element) }
}

private func swiftFiles(in folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: repository.appending(path: folder).path())
    .filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
}
