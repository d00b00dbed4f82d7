import JSONText

/// Something wrong with a keymap file, in words that name file, place, key and what is allowed.
public struct KeymapProblem: Equatable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    case syntax
    case unknownContext
    case unknownKey
    case unknownAction
    /// Neither an action's name, nor `none`, nor an object.
    case notABinding
    /// The same key written twice the same way.
    case duplicate
    /// The same key written in two ways.
    case conflict
    /// An action where the defaults have a prefix.
    case prefixClash
    /// The escape key bound to more than closing: every arrow key begins with its byte.
    case escapeActs
    /// An action that must stay bound was taken away, and was put back.
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
