/// Keys and what each means, in the order they were written: a context, or what follows a prefix.
public struct KeyNode: Equatable, Sendable {
  /// What a prefix is called, such as `Go to`; empty for a context.
  public var title: String
  public var bindings: [KeyBinding]

  public init(title: String = "", bindings: [KeyBinding] = []) {
    self.title = title
    self.bindings = bindings
  }

  public subscript(key: Key) -> KeyMeaning? {
    bindings.first { $0.key == key }?.meaning
  }

  /// Binds a key in place of what it meant, or takes it away.
  mutating func set(_ key: Key, to meaning: KeyMeaning?) {
    let place = bindings.firstIndex { $0.key == key }
    switch (place, meaning) {
    case (let place?, let meaning?): bindings[place].meaning = meaning
    case (let place?, nil): bindings.remove(at: place)
    case (nil, let meaning?): bindings.append(KeyBinding(key: key, meaning: meaning))
    case (nil, nil): break
    }
  }

  /// This node laid over another: what both bind means what it means here, prefixes are joined.
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

  /// Every sequence of keys that ends in an action, in order.
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
  /// More keys.
  case prefix(KeyNode)
}
