import Glibc

/// The words that tell whose machine this is: the home folder, the user and the host. What leaves
/// the machine in a black box has none of them.
struct LocalNames {
  private let words: [String]

  /// - Parameter words: the names; one of fewer than three letters is also a part of other words and
  ///   is left out.
  init(_ words: [String]) {
    // The longest first: a home folder contains its user's name.
    self.words = Set(words.filter { $0.count > 2 }).sorted { ($1.count, $1) < ($0.count, $0) }
  }

  /// Those of this process.
  static var own: LocalNames {
    var words = ["HOME", "USER", "LOGNAME", "HOSTNAME"].compactMap { environmentVariable($0) }
    if let user = getpwuid(getuid()) {
      words.append(String(cString: user.pointee.pw_name))
      words.append(String(cString: user.pointee.pw_dir))
    }
    var host = [CChar](repeating: 0, count: 256)
    if gethostname(&host, host.count - 1) == 0 {
      words.append(
        String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return LocalNames(words)
  }

  /// Of a path only the file's name, without the words.
  func fileName(_ path: String) -> String {
    masked(path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// A text in which only the last part of every absolute path is left, and stars stand for the
  /// words. Every line keeps its length.
  func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { masked(withoutPaths($0)) }.joined(separator: "\n")
  }

  /// What may stand before a path, and what ends one besides a blank.
  private static let openings = "\"'“([{=,:"
  private static let endings = " \"'”)]},;"

  private func withoutPaths(_ line: Substring) -> String {
    var result = ""
    var place = line.startIndex
    while place < line.endIndex {
      let end = line[place...].firstIndex { LocalNames.endings.contains($0) } ?? line.endIndex
      let path = line[place..<end]
      let isFirst = result.last.map { $0 == " " || LocalNames.openings.contains($0) } ?? true
      if isFirst, path.count > 1, path.hasPrefix("/") || path.hasPrefix("~/"),
        let slash = path.lastIndex(of: "/")
      {
        // The file's name, and blanks for the rest, so that what follows keeps its column.
        let name = path[path.index(after: slash)...]
        result += name + String(repeating: " ", count: path.count - name.count)
        place = end
      } else {
        result.append(line[place])
        place = line.index(after: place)
      }
    }
    return result
  }

  /// A text in which stars stand for the words, where they are words of their own.
  private func masked(_ text: String) -> String {
    var text = text
    for word in words {
      var place = text.startIndex
      while let found = text[place...].firstRange(of: word) {
        let isWhole =
          !(text[..<found.lowerBound].last?.isLetter ?? false)
          && !(text[found.upperBound...].first?.isLetter ?? false)
        let stars = isWhole ? String(repeating: "*", count: word.count) : word
        let offset = text.distance(from: text.startIndex, to: found.upperBound)
        text.replaceSubrange(found, with: stars)
        place = text.index(text.startIndex, offsetBy: offset)
      }
    }
    return text
  }
}
