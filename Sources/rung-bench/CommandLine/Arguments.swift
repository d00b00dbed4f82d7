import Configuration

/// A benchmark's command line, taken apart: its tape and its options, still as typed.
struct Arguments: Equatable {
  let tape: String
  private let values: [String: String]
  private let flags: Set<String>

  /// Takes a command line apart: one tape, and options of the table, as `--x V` or `--x=V`.
  init(_ arguments: some Sequence<String>, options: [OptionDescription]) throws(BenchError) {
    var operands: [String] = []
    var values: [String: String] = [:]
    var flags: Set<String> = []
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else {
        operands.append(argument)
        continue
      }
      let (option, attached) = try Arguments.option(argument, among: options)
      guard values[option.name] == nil, !flags.contains(option.name) else {
        throw .usage("--\(option.name) is given twice")
      }
      if let placeholder = option.placeholder {
        guard let value = attached ?? rest.popFirst(), !value.hasPrefix("--") else {
          throw .usage("--\(option.name) needs a value: --\(option.name) \(placeholder)")
        }
        values[option.name] = value
      } else {
        guard attached == nil else { throw .usage("--\(option.name) takes no value") }
        flags.insert(option.name)
      }
    }
    guard let tape = operands.first else {
      throw .usage("TAPE is missing: a tape, binary or text (tape v1, plain or gzip)")
    }
    guard operands.count == 1 else {
      throw .usage("\"\(operands[1])\" is one argument too many; one tape is measured at a time")
    }
    self.tape = tape
    self.values = values
    self.flags = flags
  }

  private static func option(
    _ argument: String, among options: [OptionDescription]
  ) throws(BenchError) -> (OptionDescription, attached: String?) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    guard let option = options.first(where: { "--" + $0.name == written }) else {
      let name = String(written.drop { $0 == "-" })
      let nearest = nearestName(to: name, among: options.map(\.name))
      throw .usage(
        "unknown option \(written)" + (nearest.map { "; did you mean --\($0)?" } ?? ""))
    }
    return (option, parts.count > 1 ? String(parts[1]) : nil)
  }
}

/// Reads the texts as what they mean; an error says what would be allowed.
extension Arguments {
  /// Whether an option without a value was given.
  func has(_ name: String) -> Bool { flags.contains(name) }

  /// The text of an option as it was typed.
  func text(_ name: String) -> String? { values[name] }

  /// A whole number in a range.
  func integer(
    _ name: String, in range: ClosedRange<Int>, otherwise: Int
  ) throws(BenchError) -> Int {
    guard let text = values[name] else { return otherwise }
    return try Arguments.integer(text, of: name, in: range)
  }

  /// Whole numbers in a range, separated by commas, none of them twice.
  func integers(
    _ name: String, in range: ClosedRange<Int>, otherwise: [Int]
  ) throws(BenchError) -> [Int] {
    guard let text = values[name] else { return otherwise }
    var numbers: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let number = try Arguments.integer(String(part), of: name, in: range)
      guard !numbers.contains(number) else { throw .usage("--\(name): \(number) is given twice") }
      numbers.append(number)
    }
    return numbers
  }

  /// Words of a table, separated by commas, none of them twice.
  func words<Choice: Equatable>(
    _ name: String, _ words: [(word: String, choice: Choice)], otherwise: [Choice]
  ) throws(BenchError) -> [Choice] {
    guard let text = values[name] else { return otherwise }
    var choices: [Choice] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let found = words.first(where: { $0.word == part }) else {
        let allowed = words.map(\.word).joined(separator: ", ")
        throw .usage("--\(name) \(text): \"\(part)\" is not allowed; \(allowed)")
      }
      guard !choices.contains(found.choice) else {
        throw .usage("--\(name): \(part) is given twice")
      }
      choices.append(found.choice)
    }
    return choices
  }

  /// How the results are printed.
  func form() throws(BenchError) -> ReportForm {
    let forms = try words(
      "report", [("text", ReportForm.text), ("json", .json)], otherwise: [.text])
    guard forms.count == 1 else { throw .usage("--report takes one of text, json") }
    return forms[0]
  }

  private static func integer(
    _ text: String, of name: String, in range: ClosedRange<Int>
  ) throws(BenchError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw .usage(
        "--\(name) \(text): not allowed; a whole number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }
}

/// How results are printed.
enum ReportForm {
  case text
  case json
}
