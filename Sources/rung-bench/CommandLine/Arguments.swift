import Options

/// A benchmark's command line: its tape and its options, with defaults for those not given.
struct Arguments {
  let tape: String
  private let options: ParsedOptions

  /// Reads a command line: one tape, and options of the table.
  init(
    _ arguments: some Sequence<String>, options descriptions: [OptionDescription]
  ) throws(BenchError) {
    options = try usage { () throws(OptionError) in
      try ParsedOptions(
        arguments, options: descriptions,
        operands: [OperandDescription("TAPE", "a tape, binary or text (tape v1, plain or gzip)")])
    }
    tape = options.operands[0]
  }

  /// Whether an option without a value was given.
  func has(_ name: String) -> Bool { options.has(name) }

  /// A whole number in a range.
  func integer(
    _ name: String, in range: ClosedRange<Int>, otherwise: Int
  ) throws(BenchError) -> Int {
    try usage { () throws(OptionError) in try options.integer(name, in: range) } ?? otherwise
  }

  /// Whole numbers in a range, separated by commas.
  func integers(
    _ name: String, in range: ClosedRange<Int>, otherwise: [Int]
  ) throws(BenchError) -> [Int] {
    try usage { () throws(OptionError) in try options.integers(name, in: range) } ?? otherwise
  }

  /// Words of a table, separated by commas.
  func words<Choice: Equatable>(
    _ name: String, _ words: [(word: String, choice: Choice)], otherwise: [Choice]
  ) throws(BenchError) -> [Choice] {
    try usage { () throws(OptionError) in try options.choices(name, words) } ?? otherwise
  }

  /// How the results are printed.
  func form() throws(BenchError) -> ReportForm {
    let forms = [(word: "text", choice: ReportForm.text), (word: "json", choice: .json)]
    return try usage { () throws(OptionError) in try options.choice("report", forms) } ?? .text
  }
}

/// Reads from a command line. A fault there becomes an error of usage.
private func usage<Value>(
  _ read: () throws(OptionError) -> Value
) throws(BenchError) -> Value {
  do throws(OptionError) {
    return try read()
  } catch {
    throw .usage(error.description)
  }
}

/// How results are printed.
enum ReportForm {
  case text
  case json
}
