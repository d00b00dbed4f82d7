/// Which key asks for which action, by context: the shipped bindings with a user's file over them.
public struct Keymap: Equatable, Sendable {
  private var nodes: [KeyContext: KeyNode]
  /// The bindings in force in each context, and the keys for each action there. They are kept
  /// because every frame asks for them.
  private var holding: [KeyContext: KeyNode] = [:]
  private var names: [KeyContext: [Action: [String]]] = [:]

  /// The bindings that come with Rung.
  public static let shipped: Keymap = {
    let (keymap, problems) = read(ShippedKeymap.text, file: "keymap.json", over: [:])
    precondition(problems.isEmpty, "the shipped keymap: \(problems)")
    return keymap
  }()

  /// Lays a user's file over the shipped bindings. It never fails: problems come back as a list,
  /// and the usable part of the file is used.
  public static func load(_ text: String, file: String) -> (Keymap, [KeymapProblem]) {
    var (keymap, problems) = read(text, file: file, over: shipped.nodes)
    problems += keymap.restoreVital(file: file)
    return (keymap, problems)
  }

  private static func read(
    _ text: String, file: String, over nodes: [KeyContext: KeyNode]
  ) -> (Keymap, [KeymapProblem]) {
    var reader = KeymapReader(file: file)
    var result = nodes
    reader.lay(text, over: &result)
    return (Keymap(nodes: result), reader.problems)
  }

  private init(nodes: [KeyContext: KeyNode]) {
    self.nodes = nodes
    for context in KeyContext.allCases { hold(context) }
  }

  /// Works out the bindings in force in a context.
  private mutating func hold(_ context: KeyContext) {
    let own = bindings(in: context)
    let node = context.liesOverNormal ? own.laid(over: bindings(in: .normal)) : own
    holding[context] = node
    var names: [Action: [String]] = [:]
    for (keys, action) in node.sequences {
      names[action, default: []].append(keys.map(\.name).joined(separator: " "))
    }
    self.names[context] = names
  }

  /// The bindings that a context has of its own.
  public func bindings(in context: KeyContext) -> KeyNode { nodes[context] ?? KeyNode() }

  /// The bindings in force in a context, with those of `normal` under them where they show through.
  public func effective(in context: KeyContext) -> KeyNode { holding[context] ?? KeyNode() }

  /// What a key means in a context after the keys of a prefix; nil if it is unbound.
  public func meaning(of key: Key, after prefix: [Key] = [], in context: KeyContext) -> KeyMeaning?
  {
    var node = effective(in: context)
    for step in prefix {
      guard case .prefix(let next)? = node[step] else { return nil }
      node = next
    }
    return node[key]
  }

  /// The keys for an action in a context, as they are written: `F`, `g b`.
  public func keys(for action: Action, in context: KeyContext) -> [String] {
    names[context]?[action] ?? []
  }

  /// The actions that no key asks for in any context.
  public var unbound: [Action] {
    let bound = Set(KeyContext.allCases.flatMap { bindings(in: $0).sequences.map(\.action) })
    return Action.allCases.filter { !bound.contains($0) }
  }
}

// MARK: - What must stay bound

extension Keymap {
  /// The vital actions that must have a key in a context.
  private static func needs(of context: KeyContext) -> [Action] {
    switch context {
    case .ladder, .list, .log: [.freeze, .unfreeze, .flatten, .cancelAll, .help, .quit]
    case .help: [.back]
    case .restart: [.resume, .leaveAsIs, .flatten, .back]
    case .dialog: [.confirm, .confirmStrongly, .cancel]
    case .prompt: [.confirm, .cancel]
    case .normal: []
    }
  }

  private mutating func restoreVital(file: String) -> [KeymapProblem] {
    var reader = KeymapReader(file: file)
    for context in KeyContext.allCases {
      for action in Keymap.needs(of: context) where keys(for: action, in: context).isEmpty {
        guard let key = restore(action, in: context) else { continue }
        reader.add(
          .vitalRestored,
          "\(context.rawValue): \(action.rawValue) must always have a key and has none left;"
            + " \"\(key.name)\" is bound to it again",
          at: nil)
      }
    }
    return reader.problems
  }

  /// Gives an action its shipped key back, whatever that key is bound to now.
  private mutating func restore(_ action: Action, in context: KeyContext) -> Key? {
    let home: KeyContext = context.liesOverNormal ? .normal : context
    let shipped = Keymap.shipped.bindings(in: home).sequences
    guard let key = shipped.first(where: { $0.action == action && $0.keys.count == 1 })?.keys[0]
    else { return nil }
    nodes[context, default: KeyNode()].set(key, to: nil)
    nodes[home, default: KeyNode()].set(key, to: .action(action))
    for context in KeyContext.allCases { hold(context) }
    return key
  }
}
