import JSONText

/// A problem of a keymap file. Its words name the file, the place, the key and what is allowed.
public struct KeymapProblem: Equatable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    case syntax
    case unknownContext
    case unknownKey
    case unknownAction
    /// The value is no action's name, not `none`, and no object.
    case notABinding
    /// The same key is written twice in the same way.
    case duplicate
    /// The same key is written in two ways.
    case conflict
    /// An action is bound to a key that is a prefix by default.
    case prefixClash
    /// The escape key is bound to more than closing. Every arrow key begins with its byte.
    case escapeActs
    /// An action that must stay bound was unbound, so its key was restored.
    case vitalRestored
  }

  public let kind: Kind
  public let file: String
  public let position: TextPosition?
  public let message: String

  public var description: String {
    position.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
