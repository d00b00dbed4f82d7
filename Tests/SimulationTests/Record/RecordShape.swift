@testable import Engine

/// What the records of a build are made of: every key and case, with the kind of its values.
struct RecordShape {
  /// The kinds of values: `books.ledger.fillCount: a whole number`. A value that is missing shows no
  /// kind; its key is there all the same.
  private(set) var lines: Set<String> = []
  private(set) var keys: Set<String> = []
  /// The paths whose fields were seen.
  private(set) var owners: Set<String> = []
  /// Enums whose cases have numbers, with all of them, and the cases of others that a run has met.
  private(set) var cases: Set<String> = []

  init() {}

  mutating func learn(_ engine: Engine) throws {
    let types = RecordTypes(collectsCases: true)
    learn(try RecordEncoder.tree(of: engine, types), at: "")
    cases.formUnion(types.cases ?? [])
  }

  private mutating func learn(_ value: RecordValue, at path: String) {
    switch value {
    case .nothing: return
    case .flag, .integer, .number, .text: lines.insert("\(path): \(value.kind)")
    case .list(let elements):
      lines.insert("\(path): a list")
      for element in elements { learn(element, at: path + "[]") }
    case .fields(let fields): learn(fields, of: path)
    case .choice(let name, let data):
      lines.insert("\(path): a case")
      if !data.isEmpty { learn(data, of: path.isEmpty ? name : "\(path).\(name)") }
    }
  }

  private mutating func learn(_ fields: [RecordValue.Field], of path: String) {
    owners.insert(path)
    if !path.isEmpty { lines.insert("\(path): fields") }
    for field in fields {
      let key = path.isEmpty ? field.name : "\(path).\(field.name)"
      keys.insert(key)
      learn(field.value, at: key)
    }
  }

  // MARK: As text

  /// The shape as a sorted text. A key whose value was always missing has the kind `nothing`.
  var text: String {
    let shown = Set(lines.map(RecordShape.path))
    let missing = keys.subtracting(shown).map { "\($0): nothing" }
    return lines.union(cases).union(missing).sorted().joined(separator: "\n") + "\n"
  }

  init(text: String) {
    for line in text.split(separator: "\n").map(String.init) {
      if line.hasPrefix("enum ") || line.hasPrefix("case ") {
        cases.insert(line)
      } else {
        if !line.hasSuffix(": nothing") { lines.insert(line) }
        if !RecordShape.path(line).hasSuffix("[]") { keys.insert(RecordShape.path(line)) }
      }
    }
  }

  /// What a line of the text is about.
  private static func path(_ line: String) -> String {
    String(line.prefix { $0 != ":" })
  }

  /// What a build whose runs had this shape changed of another, by line: added or removed. An enum,
  /// a case or a key that this shape has no sign of may only not have been met.
  func changes(of old: RecordShape) -> [String] {
    let newLines = lines.subtracting(old.lines).union(cases.subtracting(old.cases))
    let newKeys = keys.subtracting(old.keys).map { "key \($0)" }
    let changedEnums = Set(newLines.filter { $0.hasPrefix("enum ") }.map(RecordShape.path))
    let removedEnums = old.cases.subtracting(cases).filter {
      changedEnums.contains(RecordShape.path($0))
    }
    let removedKeys = old.keys.subtracting(keys)
      .filter { owners.contains(RecordShape.owner(of: $0)) }.map { "key \($0)" }
    return ((newLines + newKeys).map { "+ " + $0 } + (removedEnums + removedKeys).map { "- " + $0 })
      .sorted()
  }

  private static func owner(of key: String) -> String {
    key.lastIndex(of: ".").map { String(key[..<$0]) } ?? ""
  }
}
