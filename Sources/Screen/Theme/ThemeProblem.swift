import JSONText

/// Something in a theme's file that was not used. Loading goes on without it.
public struct ThemeProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the caller gave it.
  public let file: String
  public let position: TextPosition
  /// The place in the file's structure, such as `roles.ladder.bid.fg`; empty for the file itself.
  public let key: String
  /// What is wrong and what is allowed.
  public let message: String

  public var description: String {
    "\(file):\(position): \(key.isEmpty ? "" : "\(key): ")\(message)"
  }
}
