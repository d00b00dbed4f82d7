import Glibc

/// The benchmarks: reads the command line and passes it to the named benchmark.
@main
enum Program {
  static func main() {
    do throws(BenchError) {
      exit(try perform(Array(CommandLine.arguments.dropFirst())).rawValue)
    } catch {
      switch error {
      case .usage(let message), .input(let message): leave(message, .usage)
      case .system(let message): leave(message, .disk)
      }
    }
  }

  private static func leave(_ message: String, _ code: ExitCode) -> Never {
    do throws(BenchError) {
      try writeResult("rung-bench: \(message)", to: STDERR_FILENO)
    } catch {
      exit(code.rawValue)  // Whoever closed standard error does not want to know.
    }
    exit(code.rawValue)
  }

  private static func perform(_ arguments: [String]) throws(BenchError) -> ExitCode {
    let names = Benchmark.all.map(\.name).joined(separator: ", ")
    guard let name = arguments.first else {
      throw .usage("no benchmark is named; allowed are \(names). See rung-bench --help")
    }
    if ["--help", "-h", "help"].contains(name) { return try show(Benchmark.overview) }
    guard let benchmark = Benchmark.all.first(where: { $0.name == name }) else {
      throw .usage("unknown benchmark \"\(name)\"; allowed are \(names). See rung-bench --help")
    }
    if arguments.contains("--help") || arguments.contains("-h") { return try show(benchmark.help) }
    let parsed: Arguments
    do throws(BenchError) {
      parsed = try Arguments(arguments.dropFirst(), options: benchmark.options)
      return try benchmark.perform(parsed)
    } catch {
      guard case .usage(let message) = error else { throw error }
      let end = message.hasSuffix("?") ? "" : "."
      throw .usage("\(message)\(end) See rung-bench \(name) --help")
    }
  }

  private static func show(_ text: String) throws(BenchError) -> ExitCode {
    try writeResult(text)
    return .done
  }
}
