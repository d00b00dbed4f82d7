/// Why settings can't be used with an instrument: what is wrong, and what is allowed.
public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What the error is about.
  public enum Subject: Sendable {
    /// A setting of the engine.
    case setting(SettingPath)
    /// A configuration key that is not a setting of the engine.
    case key(String)
  }

  public let subject: Subject
  public let message: String

  public init(_ setting: SettingPath, _ message: String) {
    subject = .setting(setting)
    self.message = message
  }

  public init(key: String, _ message: String) {
    subject = .key(key)
    self.message = message
  }

  public var description: String { "\(subject): \(message)" }
}

extension ParameterError.Subject: Equatable, CustomStringConvertible {
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.setting(let left), .setting(let right)): left == right
    case (.key(let left), .key(let right)): left == right
    case (.setting, .key), (.key, .setting): false
    }
  }

  public var description: String {
    switch self {
    case .setting(let setting): "\(setting)"
    case .key(let key): key
    }
  }
}
