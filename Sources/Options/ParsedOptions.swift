import Spelling

/// A parsed command line. Every value is still the text that was typed.
public struct ParsedOptions: Equatable {
  public private(set) var values: [String: String] = [:]
  public private(set) var flags: Set<String> = []
  public private(set) var operands: [String] = []

  /// The text given with an option; nil if the option was not given.
  public func value(_ name: String) -> String? { values[name] }
  /// Whether an option without a value was given.
  public func has(_ name: String) -> Bool { flags.contains(name) }
  /// The operand at an index; nil if there are fewer.
  public func operand(_ index: Int) -> String? { index < operands.count ? operands[index] : nil }
}

extension ParsedOptions {
  /// Parses a command line by a command's tables.
  ///
  /// `--x V` and `--x=V` are the same, and so are `-x V`, `-xV` and `-x=V`. Letters may be combined
  /// (`-ax V`). After `--` everything is an operand; a lone `-` is one too. A value that begins
  /// with two hyphens must be written with `=`.
  public init(
    _ arguments: some Sequence<String>, options: [OptionDescription],
    operands descriptions: [OperandDescription]
  ) throws(OptionError) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      try take(argument, from: &rest, options: options)
    }
    try checkOperands(descriptions)
  }

  private mutating func take(
    _ argument: String, from rest: inout ArraySlice<String>, options: [OptionDescription]
  ) throws(OptionError) {
    guard argument.hasPrefix("--") else {
      return try takeLetters(argument, from: &rest, options: options)
    }
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    guard let option = options.first(where: { "--" + $0.name == written }) else {
      throw .unknownOption(written, nearest: ParsedOptions.nearest(to: written, among: options))
    }
    let attached = parts.count > 1 ? String(parts[1]) : nil
    try take(option, written: written, attached: attached, from: &rest)
  }

  /// Takes options of one letter, combined or apart: `-ab`, `-oFILE`, `-o=FILE`, `-o FILE`.
  private mutating func takeLetters(
    _ argument: String, from rest: inout ArraySlice<String>, options: [OptionDescription]
  ) throws(OptionError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else {
        let isFirst = letters.count == argument.count - 2
        let written = isFirst ? String(argument.prefix { $0 != "=" }) : "-\(letter)"
        throw .unknownOption(written, nearest: ParsedOptions.nearest(to: written, among: options))
      }
      let takesRest = option.placeholder != nil && !letters.isEmpty || letters.first == "="
      let value = letters.first == "=" ? letters.dropFirst() : letters
      if takesRest { letters = "" }
      try take(
        option, written: "-\(letter)", attached: takesRest ? String(value) : nil, from: &rest)
    }
  }

  /// The letters of an argument that are options, up to one that takes a value.
  public static func letters(of argument: String, _ options: [OptionDescription]) -> [Character] {
    guard argument.hasPrefix("-"), !argument.hasPrefix("--") else { return [] }
    if argument == "-h" { return ["h"] }
    var letters: [Character] = []
    for letter in argument.dropFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else { return [] }
      letters.append(letter)
      if option.placeholder != nil { break }
    }
    return letters
  }

  /// Takes an option with its attached value, or with the next argument if it needs a value.
  private mutating func take(
    _ option: OptionDescription, written: String, attached: String?,
    from rest: inout ArraySlice<String>
  ) throws(OptionError) {
    guard values[option.name] == nil, !flags.contains(option.name) else { throw .repeated(written) }
    guard let placeholder = option.placeholder else {
      guard attached == nil else { throw .unwantedValue(written) }
      flags.insert(option.name)
      return
    }
    if let attached {
      values[option.name] = attached
      return
    }
    guard let next = rest.first, !next.hasPrefix("--") else {
      throw .missingValue(written, placeholder: placeholder)
    }
    values[option.name] = next
    rest.removeFirst()
  }

  private func checkOperands(_ descriptions: [OperandDescription]) throws(OptionError) {
    if operands.count > descriptions.count {
      throw .extraOperand(operands[descriptions.count])
    }
    for description in descriptions.dropFirst(operands.count) where description.isRequired {
      throw .missingOperand(description.placeholder, summary: description.summary)
    }
  }

  private static func nearest(to written: String, among options: [OptionDescription]) -> String? {
    let name = String(written.drop { $0 == "-" })
    // A user who typed the beginning of a name meant that name.
    let begun = options.filter { name.count > 1 && $0.name.hasPrefix(name) }
    if begun.count == 1 { return "--" + begun[0].name }
    return nearestName(to: name, among: options.map(\.name)).map { "--" + $0 }
  }
}
