import Spelling

/// A command line, taken apart: every value is still the text that was typed.
public struct ParsedOptions: Equatable {
  public private(set) var values: [String: String] = [:]
  public private(set) var flags: Set<String> = []
  public private(set) var operands: [String] = []

  /// The text given with an option, or nothing where it was not given.
  public func value(_ name: String) -> String? { values[name] }
  /// Whether an option without a value was given.
  public func has(_ name: String) -> Bool { flags.contains(name) }
  /// The operand at a place, or nothing where there are fewer.
  public func operand(_ index: Int) -> String? { index < operands.count ? operands[index] : nil }
}

extension ParsedOptions {
  /// Takes a command line apart by a command's tables.
  ///
  /// `--x V` and `--x=V` are the same; after `--` everything is an operand; a lone `-` is an
  /// operand. A value that begins with two hyphens must be written with `=`.
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
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard let option = options.first(where: { $0.isWritten(written) }) else {
      throw .unknownOption(written, nearest: ParsedOptions.nearest(to: written, among: options))
    }
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
    return nearestName(to: name, among: options.map(\.name)).map { "--" + $0 }
  }
}

extension OptionDescription {
  /// Whether this is the option meant by `--name` or `-n`.
  fileprivate func isWritten(_ text: String) -> Bool {
    text == "--" + name || letter.map { text == "-\($0)" } ?? false
  }
}
