import Options

/// One benchmark: all that the parser, the help and the dispatcher need.
struct Benchmark: Sendable {
  let name: String
  /// One sentence for the list, without its period.
  let summary: String
  let options: [OptionDescription]
  /// What is measured and how, one paragraph each.
  let details: [String]
  let perform: @Sendable (Arguments) throws(BenchError) -> ExitCode

  static let all: [Benchmark] = [.grid, .screen, .latency]

  /// The list of benchmarks.
  static var overview: String {
    """
    rung-bench: measures rung on a recorded market

    \(helpColumns(all.map { ("rung-bench \($0.name) TAPE", $0.summary) }))

    rung-bench NAME --help explains one of them with its options.
    Exit codes: 0 done, 1 found what it was asked to look for, 2 wrong usage, 4 the system or disk.
    """
  }

  /// The help of one benchmark.
  var help: String {
    let rows = options.map { ($0.synopsis, $0.summary) }
    return """
      usage: rung-bench \(name) TAPE [OPTIONS]

      \(summary).

      \(helpColumns(rows + [("--help", "Show this help")]))

      \(details.joined(separator: "\n\n"))
      """
  }
}

extension OptionDescription {
  /// The size of the reference grid. Every benchmark on a screen has this option.
  static let levels = OptionDescription("levels", takes: "N", "Rungs a side, 1 to 500 (50)")
  /// How the results are printed. Every benchmark has this option.
  static let report = OptionDescription(
    "report", takes: "text|json", "A table for people, or one JSON list and nothing else (text)")
}
