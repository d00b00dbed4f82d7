/// What the engine's state consists of, as its sources say it: every type with a digest, the properties
/// it stores, and what its digest names.
struct DigestRule {
  /// A type with the properties it stores and the body of its digest.
  struct Entry {
    var place = ""
    var stored: [(name: String, isTuple: Bool)] = []
    var digest: [SourceLine] = []
  }

  private(set) var types: [String: Entry] = [:]

  private static func declaration(_ code: Substring) -> (keyword: Substring, name: Substring)? {
    guard code.contains("{") else { return nil }
    let words = code.split { " :{<".contains($0) }
    guard
      let place = words.firstIndex(where: { ["struct", "class", "enum", "extension"].contains($0) }
      ),
      words[..<place].allSatisfy({ isModifier($0) }), place + 1 < words.count
    else { return nil }
    return (words[place], words[place + 1])
  }

  private static func isModifier(_ word: Substring) -> Bool {
    ["public", "package", "internal", "private", "fileprivate", "final", "indirect"]
      .contains(word.prefix { $0 != "(" }) || word.hasPrefix("@")
  }

  init(_ lines: [SourceLine]) {
    var open: [(name: String, isExtension: Bool, depth: Int)] = []
    var depth = 0
    var digest: Int?
    for line in lines {
      let code = line.code
      let opened = code.count { $0 == "{" } - code.count { $0 == "}" }
      if let found = Self.declaration(code) {
        let name = (open.last.map { "\($0.name)." } ?? "") + found.name
        if found.keyword != "extension", types[name] == nil { types[name] = Entry() }
        if found.keyword != "extension" { types[name]?.place = line.place }
        if opened > 0 { open.append((name, found.keyword == "extension", depth)) }
      } else if let type = open.last, depth == type.depth + 1 {
        if code.contains("func digest(into hash: inout StateHash)") {
          types[type.name, default: Entry()].digest.append(line)
          if opened > 0 { digest = depth }
        } else if !type.isExtension, let name = Self.stored(code) {
          types[type.name]?.stored.append(name)
        }
      } else if digest != nil, let type = open.last {
        types[type.name, default: Entry()].digest.append(line)
      }
      depth += opened
      if let start = digest, depth <= start { digest = nil }
      while let last = open.last, depth <= last.depth { open.removeLast() }
    }
  }

  /// The property that a line declares, unless it is worked out anew whenever it is read.
  private static func stored(_ code: Substring) -> (name: String, isTuple: Bool)? {
    guard !code.contains("{") || code.contains("didSet") else { return nil }
    let words = code.split { " :".contains($0) }
    guard let place = words.firstIndex(where: { $0 == "let" || $0 == "var" }),
      words[..<place].allSatisfy({ isModifier($0) }), place + 1 < words.count
    else { return nil }
    return (String(words[place + 1]), [": (", ": [(", "<("].contains { code.contains($0) })
  }

  /// Every property of a type with a digest that the digest neither adds whole nor names as derived.
  var violations: [String] {
    types.filter { !$0.value.digest.isEmpty }.sorted { $0.key < $1.key }
      .flatMap { name, entry in
        entry.stored.filter { !entry.adds($0) }.map {
          "\(entry.place): the digest of \(name) forgets \($0.name)"
        }
      }
  }
}

extension DigestRule.Entry {
  /// Whether the digest adds a property, or says why it does not. A part of it is not all of it,
  /// but for a tuple, which has no digest of its own.
  fileprivate func adds(_ property: (name: String, isTuple: Bool)) -> Bool {
    var isComment = false
    return digest.contains { line in
      isComment =
        line.text.contains("// Derived:")
        || isComment && line.text.drop { $0 == " " }.hasPrefix("//")
      let text = isComment ? line.text[...] : line.code
      return text.split { !$0.isLetter && !$0.isNumber && !"_.?".contains($0) }.contains { word in
        word == property.name
          || property.isTuple && word.prefix { $0 != "." && $0 != "?" } == property.name
      }
    }
  }
}
