/// Why a text is not the name of a key that a terminal can send.
public enum KeyNameError: Error, Hashable, Sendable {
  case empty
  /// No key has this name.
  case unknown(String)
  /// Terminals send the same bytes for this key and for another one, whose name is `write`.
  case indistinguishable(String, write: String)
  /// A modifier that this key can't have, or that is given twice.
  case modifier(String, in: String)
}

extension KeyNameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "a key's name is empty"
    case .unknown(let name):
      "no key is named \"\(name)\"; a key is one printed character, space, f1 to f24, or one of "
        + Key.Named.allCases.map(\.rawValue).joined(separator: ", ")
        + ", after any of ctrl-, alt-, shift-"
    case .indistinguishable(let name, let other):
      "a terminal can't tell \"\(name)\" from \"\(other)\"; write \"\(other)\""
    case .modifier(let modifier, let name):
      "\"\(modifier)\" does not go with the key in \"\(name)\""
    }
  }
}

extension Key: CustomStringConvertible {
  /// The canonical name; reading it gives the same key.
  public var name: String {
    var prefix = ""
    if modifiers.contains(.control) { prefix += "ctrl-" }
    if modifiers.contains(.alt) { prefix += "alt-" }
    if modifiers.contains(.shift) { prefix += "shift-" }
    switch base {
    case .character(" "): return prefix + "space"
    case .character(let character): return prefix + String(character)
    case .named(let named): return prefix + named.rawValue
    case .function(let number): return prefix + "f\(number)"
    }
  }

  public var description: String { name }

  /// Reads a key's name: the canonical one or another usual one (`escape`, `pagedown`, `ctrl-L`).
  public init(name: String) throws(KeyNameError) {
    guard !name.isEmpty else { throw .empty }
    var rest = name[...]
    var modifiers: Modifiers = []
    while let (modifier, length) = Key.leadingModifier(of: rest) {
      guard modifiers.insert(modifier).inserted else {
        throw .modifier(String(rest.prefix(length)), in: name)
      }
      rest.removeFirst(length)
    }
    let base = try Key.base(named: rest, in: name)
    try self.init(checking: base, modifiers, written: name)
  }

  private static func leadingModifier(of text: Substring) -> (Modifiers, Int)? {
    let known: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]
    for (prefix, modifier) in known
    where text.count > prefix.count && text.lowercased().hasPrefix(prefix) {
      return (modifier, prefix.count)
    }
    return nil
  }

  private static func base(named text: Substring, in name: String) throws(KeyNameError) -> Base {
    if text.unicodeScalars.count == 1, let character = text.unicodeScalars.first {
      guard character != " ", CharacterWidth.drawable(character) == character else {
        throw .unknown(name)
      }
      return .character(character)
    }
    let lower = text.lowercased()
    if lower == "space" { return .character(" ") }
    if let named = Named(rawValue: otherNames[lower] ?? lower) { return .named(named) }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number),
      "f\(number)" == lower
    {
      return .function(number)
    }
    throw .unknown(name)
  }

  private static let otherNames = [
    "escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdn", "page-up": "pgup",
    "page-down": "pgdn", "del": "delete", "ins": "insert", "bs": "backspace",
  ]

  private init(checking base: Base, _ modifiers: Modifiers, written name: String)
    throws(KeyNameError)
  {
    guard case .character(let character) = base else {
      guard !(modifiers == .shift && base == .named(.escape)) else {
        throw .modifier("shift-", in: name)
      }
      self.init(base, modifiers)
      return
    }
    guard !modifiers.contains(.shift) else { throw .modifier("shift-", in: name) }
    guard modifiers.contains(.control) else {
      self.init(base, modifiers)
      return
    }
    guard let folded = Key.controlled(character) else { throw .modifier("ctrl-", in: name) }
    if let twin = Key.twins[folded] {
      throw .indistinguishable(name, write: Key(twin, modifiers.subtracting(.control)).name)
    }
    self.init(.character(folded), modifiers)
  }

  /// Returns the character that names a control key; nil if it has no control key.
  private static func controlled(_ character: Unicode.Scalar) -> Unicode.Scalar? {
    switch character {
    case "a"..."z", "\\", "]", "^", "_", " ", "[": character
    case "A"..."Z": Unicode.Scalar(character.value + 0x20)
    case "@": " "
    default: nil
    }
  }

  /// Control keys that send the same bytes as another key.
  private static let twins: [Unicode.Scalar: Base] = [
    "i": .named(.tab), "m": .named(.enter), "j": .named(.enter), "[": .named(.escape),
    "h": .named(.backspace),
  ]
}
