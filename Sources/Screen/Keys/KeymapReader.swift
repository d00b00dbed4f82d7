import JSONText

/// Reads one keymap file into layers. It lists what is wrong instead of failing.
struct KeymapReader {
  let file: String
  private(set) var problems: [KeymapProblem] = []

  init(file: String) {
    self.file = file
  }

  /// Lays a file's text over the given contexts.
  mutating func lay(_ text: String, over nodes: inout [KeyContext: KeyNode]) {
    let root: JSONNode
    do {
      root = try JSONText.read(text)
    } catch {
      return add(.syntax, error.message, at: error.position)
    }
    guard let contexts = root.object else {
      return add(
        .syntax, "expected an object of contexts (\(Self.contextNames)), found \(root.kind)",
        at: root.position)
    }
    reportDuplicates(contexts, in: "the file")
    for member in contexts.members { layContext(member, over: &nodes) }
  }

  private mutating func layContext(
    _ member: JSONObject.Member, over nodes: inout [KeyContext: KeyNode]
  ) {
    guard let context = KeyContext(rawValue: member.key) else {
      return add(
        .unknownContext, "no context is named \"\(member.key)\"; there are \(Self.contextNames)",
        at: member.keyPosition)
    }
    guard let object = member.node.object else {
      return add(
        .notABinding, "\(member.key): expected an object of keys, found \(member.node.kind)",
        at: member.node.position)
    }
    var node = nodes[context] ?? KeyNode()
    lay(object, path: member.key, over: &node)
    nodes[context] = node
  }

  private mutating func lay(_ object: JSONObject, path: String, over node: inout KeyNode) {
    reportDuplicates(object, in: path)
    var spellings: [Key: String] = [:]
    for member in object.members {
      if member.key.isEmpty {
        readTitle(member, path: path, into: &node)
      } else if let key = readKey(member, path: path) {
        if let other = spellings[key] {
          add(
            .conflict,
            "\(path) \"\(member.key)\" and \"\(other)\" are one key; \"\(other)\" holds",
            at: member.keyPosition)
          continue
        }
        spellings[key] = member.key
        bind(key, to: member, path: "\(path) \"\(member.key)\"", in: &node)
      }
    }
  }

  private mutating func readTitle(
    _ member: JSONObject.Member, path: String, into node: inout KeyNode
  ) {
    guard let title = member.node.string else {
      return add(
        .notABinding, "\(path) \"\": expected the prefix's title, found \(member.node.kind)",
        at: member.node.position)
    }
    node.title = title
  }

  private mutating func readKey(_ member: JSONObject.Member, path: String) -> Key? {
    do {
      return try Key(name: member.key)
    } catch {
      add(.unknownKey, "\(path): \(error)", at: member.keyPosition)
      return nil
    }
  }

  private mutating func bind(
    _ key: Key, to member: JSONObject.Member, path: String, in node: inout KeyNode
  ) {
    guard mayBind(key, to: member, path: path) else { return }
    switch member.node.value {
    case .string("none"): node.set(key, to: nil)
    case .string(let name): bind(key, toActionNamed: name, of: member, path: path, in: &node)
    case .object(let object):
      var prefix = KeyNode()
      if case .prefix(let known)? = node[key] { prefix = known }
      lay(object, path: path, over: &prefix)
      guard !prefix.bindings.isEmpty else {
        return add(.notABinding, "\(path): a prefix needs a key in it", at: member.node.position)
      }
      node.set(key, to: .prefix(prefix))
    case .null, .bool, .number, .array:
      add(
        .notABinding,
        "\(path): expected an action's name, \"none\" or an object of keys,"
          + " found \(member.node.kind)",
        at: member.node.position)
    }
  }

  /// The actions that the escape key may have. A slow link can cut an arrow key after its first
  /// byte, which is the escape key's, so they must do no harm then.
  private static let escapeActions: [Action] = [.back, .cancel]

  private mutating func mayBind(
    _ key: Key, to member: JSONObject.Member, path: String
  ) -> Bool {
    guard key == .named(.escape), member.node.string != "none" else { return true }
    if let name = member.node.string, let action = Action(rawValue: name),
      Self.escapeActions.contains(action)
    {
      return true
    }
    let names = Self.escapeActions.map(\.rawValue).joined(separator: ", ")
    add(
      .escapeActs,
      "\(path): arrow keys begin with esc, so a slow link could trigger this by accident;"
        + " esc may be \(names) or none",
      at: member.keyPosition)
    return false
  }

  private mutating func bind(
    _ key: Key, toActionNamed name: String, of member: JSONObject.Member, path: String,
    in node: inout KeyNode
  ) {
    guard let action = Action(rawValue: name) else {
      return add(
        .unknownAction, "\(path): no action is named \"\(name)\"; \(Self.allowed(near: name))",
        at: member.node.position)
    }
    if case .prefix(let known)? = node[key] {
      add(
        .prefixClash,
        "\(path): \(known.sequences.count) bindings follow this prefix"
          + (known.title.isEmpty ? "" : " (\(known.title))")
          + "; \(name) takes its place, and they are gone",
        at: member.keyPosition)
    }
    node.set(key, to: .action(action))
  }

  private mutating func reportDuplicates(_ object: JSONObject, in path: String) {
    for member in object.duplicates {
      add(
        .duplicate, "\(path): \"\(member.key)\" is written twice; the last one holds",
        at: member.keyPosition)
    }
  }

  mutating func add(_ kind: KeymapProblem.Kind, _ message: String, at position: TextPosition?) {
    problems.append(
      KeymapProblem(kind: kind, file: file, position: position, message: message))
  }

  private static let contextNames = KeyContext.allCases.map(\.rawValue).joined(separator: ", ")

  /// The actions of the same family if there is one; otherwise a hint where all names are listed.
  private static func allowed(near name: String) -> String {
    let family = name.prefix { $0 != "." } + "."
    let relatives = Action.allCases.map(\.rawValue).filter { $0.hasPrefix(family) }
    return relatives.isEmpty
      ? "`rung keys` lists them" : "there are " + relatives.joined(separator: ", ")
  }
}
