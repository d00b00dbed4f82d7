/// Lines on their way to a file, as bytes: whole lines, of the first of which a part may have left.
struct PendingLines {
  private var bytes: [UInt8] = []
  /// The bytes from the first line's start that the file has taken.
  private var taken = 0

  /// The number of bytes that wait.
  var count: Int { bytes.count - taken }
  var isEmpty: Bool { bytes.isEmpty }
  /// Whether the file has a part of a line.
  var isCut: Bool { taken > 0 }

  mutating func append(_ line: String) {
    bytes.append(contentsOf: line.utf8)
    bytes.append(PendingLines.end)
  }

  /// The next bytes: whole lines up to a number of bytes, or one longer line.
  func piece(upTo limit: Int) -> ArraySlice<UInt8> {
    let rest = bytes[taken...]
    guard rest.count > limit else { return rest }
    if let last = rest.prefix(limit).lastIndex(of: PendingLines.end) { return rest[...last] }
    return rest.firstIndex(of: PendingLines.end).map { rest[...$0] } ?? rest
  }

  /// The file has taken bytes.
  mutating func take(_ count: Int) {
    taken += count
    guard let last = bytes[..<taken].lastIndex(of: PendingLines.end) else { return }
    bytes.removeSubrange(...last)
    taken -= last + 1
  }

  /// The file that has a part of a line is gone: the line begins again in the next one.
  mutating func beginAgain() { taken = 0 }

  private static let end = UInt8(ascii: "\n")
}
