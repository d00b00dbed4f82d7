import JSONText

/// One fault of a configuration: the key, its place in the file, and what is allowed.
public struct ConfigurationFault: Error, Equatable, Sendable {
  /// The key with the sections above it, such as `grid.spacing.bps`; empty for the file itself.
  public let path: String
  /// The place in the file; nil for a default that conflicts with a given value.
  public let position: TextPosition?
  /// What is wrong, and what is allowed.
  public let message: String
  /// Whether the message itself names the keys, because it is about several.
  public let isAboutSeveralKeys: Bool

  public init(
    _ path: String, at position: TextPosition?, isAboutSeveralKeys: Bool = false, _ message: String
  ) {
    self.path = path
    self.position = position
    self.isAboutSeveralKeys = isAboutSeveralKeys
    self.message = message
  }

  /// The fault as one line that names the file.
  public func text(file: String) -> String {
    let place = position.map { ":\($0)" } ?? ""
    let key = path.isEmpty || isAboutSeveralKeys ? "" : path + ": "
    return "\(file)\(place): \(key)\(message)"
  }
}
