/// Reads texts as whole numbers and words. An error says what is allowed.
extension ParsedOptions {
  /// A whole number in a range; nil if the option was not given.
  public func integer<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Number>
  ) throws(OptionError) -> Number? {
    guard let text = value(name) else { return nil }
    return try ParsedOptions.integer(text, of: name, in: range)
  }

  /// Whole numbers in a range, separated by commas, none of them twice; nil if the option was not
  /// given.
  public func integers(
    _ name: String, in range: ClosedRange<Int>
  ) throws(OptionError) -> [Int]? {
    try list(name) { (text) throws(OptionError) in
      try ParsedOptions.integer(text, of: name, in: range)
    }
  }

  /// One of several words; nil if the option was not given.
  public func choice<Choice>(
    _ name: String, _ choices: [(word: String, choice: Choice)]
  ) throws(OptionError) -> Choice? {
    guard let text = value(name) else { return nil }
    return try ParsedOptions.choice(text, of: name, choices)
  }

  /// Some of several words, separated by commas, none of them twice; nil if the option was not
  /// given.
  public func choices<Choice: Equatable>(
    _ name: String, _ choices: [(word: String, choice: Choice)]
  ) throws(OptionError) -> [Choice]? {
    try list(name) { (text) throws(OptionError) in
      try ParsedOptions.choice(text, of: name, choices)
    }
  }

  private func list<Value: Equatable>(
    _ name: String, reading read: (String) throws(OptionError) -> Value
  ) throws(OptionError) -> [Value]? {
    guard let text = value(name) else { return nil }
    var values: [Value] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let value = try read(part)
      guard !values.contains(value) else { throw .repeatedValue("--" + name, part) }
      values.append(value)
    }
    return values
  }

  private static func integer<Number: FixedWidthInteger>(
    _ text: String, of name: String, in range: ClosedRange<Number>
  ) throws(OptionError) -> Number {
    guard let number = Number(text), range.contains(number) else {
      throw .badValue(
        "--" + name, given: text,
        allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func choice<Choice>(
    _ text: String, of name: String, _ choices: [(word: String, choice: Choice)]
  ) throws(OptionError) -> Choice {
    guard let found = choices.first(where: { $0.word == text }) else {
      throw .badValue(
        "--" + name, given: text, allowed: choices.map(\.word).joined(separator: ", "))
    }
    return found.choice
  }
}
