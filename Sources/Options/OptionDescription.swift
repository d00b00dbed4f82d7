/// One option of a command, used by both the parser and the help.
public struct OptionDescription: Sendable {
  /// The name after the two hyphens.
  public let name: String
  /// One letter that means the same after a single hyphen; nil if there is none.
  public let letter: Character?
  /// The placeholder of the value in the help; nil if the option takes none.
  public let placeholder: String?
  /// One sentence for the help, without its full stop.
  public let summary: String

  public init(
    _ name: String, letter: Character? = nil, takes placeholder: String? = nil, _ summary: String
  ) {
    self.name = name
    self.letter = letter
    self.placeholder = placeholder
    self.summary = summary
  }

  /// How the help spells it: `-o, --output FILE`.
  public var synopsis: String {
    let short = letter.map { "-\($0), " } ?? ""
    let value = placeholder.map { " " + $0 } ?? ""
    return "\(short)--\(name)\(value)"
  }
}

/// One positional argument of a command line, such as a file.
public struct OperandDescription: Sendable {
  /// Its placeholder in the help, such as `FILE`.
  public let placeholder: String
  public let isRequired: Bool
  /// What it is, as a noun phrase for the help and for "is missing" errors.
  public let summary: String

  public init(_ placeholder: String, isRequired: Bool = true, _ summary: String) {
    self.placeholder = placeholder
    self.isRequired = isRequired
    self.summary = summary
  }
}
