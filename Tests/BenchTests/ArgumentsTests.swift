import Testing

@testable import rung_bench

private func read(_ line: String) throws(BenchError) -> Arguments {
  try Arguments(line.split(separator: " ").map(String.init), options: Benchmark.grid.options)
}

@Test("Options come before or after the tape, with a blank or an equals sign")
func spellings() throws {
  for line in ["a.tape --runs 3", "--runs 3 a.tape", "--runs=3 a.tape"] {
    let arguments = try read(line)
    #expect(arguments.tape == "a.tape")
    #expect(try arguments.integer("runs", in: 1...9, otherwise: 7) == 3)
  }
  #expect(try read("a.tape").integer("runs", in: 1...9, otherwise: 7) == 7)
}

@Test(
  "A wrong command line says what is wrong and what is allowed",
  arguments: [
    ("", "TAPE is missing: a tape, binary or text (tape v1, plain or gzip)"),
    ("a b", "\"b\" is one argument too many"),
    ("a --level 3", "unknown option --level; did you mean --levels?"),
    ("a --runs", "--runs needs a value: --runs R"),
    ("a --runs --repeat 3", "--runs needs a value: --runs R"),
    ("a --runs 1 --runs 2", "--runs is given twice"),
    ("a --check-allocations=yes", "--check-allocations takes no value"),
  ])
func wrongLine(line: String, message: String) {
  #expect(throws: BenchError.usage(message)) { try read(line) }
}

@Test("A wrong value says what is allowed, for numbers, lists and words")
func wrongValues() {
  let line = "a --runs 0 --levels 10,x --mode snap,full,snap --report xml"

  #expect(throws: BenchError.usage("--runs 0: not allowed; a whole number from 1 to 9")) {
    try read(line).integer("runs", in: 1...9, otherwise: 7)
  }
  #expect(throws: BenchError.usage("--levels x: not allowed; a whole number from 1 to 500")) {
    try read(line).integers("levels", in: 1...500, otherwise: [])
  }
  #expect(throws: BenchError.usage("--mode: snap is given twice")) {
    try read(line).words("mode", GridCase.words, otherwise: [])
  }
  #expect(throws: BenchError.usage("--report xml: not allowed; text, json")) {
    try read(line).form()
  }
}

@Test("The help of a benchmark names each of its options", arguments: Benchmark.all.map(\.name))
func help(name: String) throws {
  let benchmark = try #require(Benchmark.all.first { $0.name == name })

  for option in benchmark.options { #expect(benchmark.help.contains("  " + option.synopsis)) }
  #expect(Benchmark.overview.contains("rung-bench \(name) TAPE"))
}
