import JSONText

/// One thing that is wrong with a configuration: which key, where in the file, and what is allowed.
public struct ConfigurationFault: Error, Equatable, Sendable {
  /// The key with all that is above it, such as `grid.spacing.bps`; empty for the file itself.
  public let path: String
  /// Nothing for a default that a given value can't stand beside.
  public let position: TextPosition?
  /// What is wrong, and what is allowed.
  public let message: String
  /// Whether the message names the key itself, because it is about several.
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
