/// Keys and their meanings in the order written: those of a context, or those after a prefix.
public struct KeyNode: Equatable, Sendable {
  /// The title of a prefix, such as `Go to`; empty for a context.
  public var title: String
  public var bindings: [KeyBinding]

  public init(title: String = "", bindings: [KeyBinding] = []) {
    self.title = title
    self.bindings = bindings
  }

  public subscript(key: Key) -> KeyMeaning? {
    bindings.first { $0.key == key }?.meaning
  }

  /// Binds a key in place of what it meant before, or unbinds it if the meaning is nil.
  mutating func set(_ key: Key, to meaning: KeyMeaning?) {
    let place = bindings.firstIndex { $0.key == key }
    switch (place, meaning) {
    case (let place?, let meaning?): bindings[place].meaning = meaning
    case (let place?, nil): bindings.remove(at: place)
    case (nil, let meaning?): bindings.append(KeyBinding(key: key, meaning: meaning))
    case (nil, nil): break
    }
  }

  /// This node laid over another: if both bind a key, this node's meaning holds. Prefixes are
  /// joined.
  func laid(over base: KeyNode) -> KeyNode {
    var result = base
    if !title.isEmpty { result.title = title }
    for binding in bindings {
      if case .prefix(let upper) = binding.meaning, case .prefix(let lower)? = base[binding.key] {
        result.set(binding.key, to: .prefix(upper.laid(over: lower)))
      } else {
        result.set(binding.key, to: binding.meaning)
      }
    }
    return result
  }

  /// Every sequence of keys that ends in an action, in the order of the bindings.
  public var sequences: [(keys: [Key], action: Action)] {
    bindings.flatMap { binding -> [(keys: [Key], action: Action)] in
      switch binding.meaning {
      case .action(let action): return [([binding.key], action)]
      case .prefix(let node):
        return node.sequences.map { ([binding.key] + $0.keys, $0.action) }
      }
    }
  }
}

/// One key and what it means.
public struct KeyBinding: Equatable, Sendable {
  public var key: Key
  public var meaning: KeyMeaning

  public init(key: Key, meaning: KeyMeaning) {
    self.key = key
    self.meaning = meaning
  }
}

/// What a key leads to.
public enum KeyMeaning: Equatable, Sendable {
  case action(Action)
  /// More keys follow.
  case prefix(KeyNode)
}
