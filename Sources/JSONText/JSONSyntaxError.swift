/// Where a text stops being JSON5, and what was expected there.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  public let position: TextPosition
  /// A sentence without its subject: "expected ':' after the key, found '='".
  public let message: String

  public init(_ message: String, at position: TextPosition) {
    self.message = message
    self.position = position
  }

  public var description: String { "\(position): \(message)" }
}
