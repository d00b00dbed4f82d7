import Testing

@testable import Options

private let options = [
  OptionDescription("speed", takes: "N|max", "Speed"),
  OptionDescription("seed", takes: "N", "Seed"),
  OptionDescription("paused", letter: "p", "Paused"),
  OptionDescription("output", letter: "o", takes: "FILE", "Output"),
]
private let file = OperandDescription("FILE", "a tape")

/// Takes a command line apart by words.
private func parsed(
  _ line: String, operands: [OperandDescription] = []
) throws(OptionError) -> ParsedOptions {
  try ParsedOptions(
    line.split(separator: " ").map(String.init), options: options, operands: operands)
}

@Test(
  "A value stands behind its option or after an equals sign", arguments: ["--speed 5", "--speed=5"])
func values(line: String) throws {
  let options = try parsed(line)

  #expect(options.value("speed") == "5")
  #expect(options.operands.isEmpty && options.flags.isEmpty)
}

@Test("Only the first equals sign divides, and a value may be empty")
func equalsSigns() throws {
  #expect(try parsed("--output=a=b").value("output") == "a=b")
  #expect(try parsed("--output=").value("output") == "")
}

@Test("Options and operands may be mixed; after two hyphens everything is an operand")
func mixed() throws {
  let options = try parsed("--paused tape.csv -o x", operands: [file])
  let plain = try parsed("-o x -- --paused", operands: [file])

  #expect(options.has("paused") && options.value("output") == "x")
  #expect(options.operands == ["tape.csv"])
  #expect(plain.operands == ["--paused"] && !plain.has("paused"))
}

@Test("A lone hyphen is an operand, and a value may begin with one")
func hyphens() throws {
  #expect(try parsed("-", operands: [file]).operands == ["-"])
  #expect(try parsed("--seed -5").value("seed") == "-5")
}

@Test(
  "Letters may stand together, and before their value",
  arguments: ["-po x", "-pox", "-po=x", "-p -ox", "-ox -p"])
func letters(line: String) throws {
  let options = try parsed(line)

  #expect(options.has("paused") && options.value("output") == "x")
}

@Test(
  "What can't be taken is said with what is allowed",
  arguments: [
    ("--sped 5", "unknown option --sped; did you mean --speed?"),
    ("--zzzzzzzz", "unknown option --zzzzzzzz"),
    ("-x", "unknown option -x"),
    ("-px", "unknown option -x"),
    ("-p=yes", "-p takes no value"),
    ("-po", "-o needs a value: -o FILE"),
    ("--see 5", "unknown option --see; did you mean --seed?"),
    ("--speed", "--speed needs a value: --speed N|max"),
    ("--speed --paused", "--speed needs a value: --speed N|max"),
    ("--paused=yes", "--paused takes no value"),
    ("--paused --paused", "--paused is given twice"),
    ("--seed 1 --seed=2", "--seed is given twice"),
    ("", "FILE is missing: a tape"),
    ("a b", "\"b\" is one argument too many"),
  ])
func faults(line: String, message: String) {
  #expect {
    try parsed(line, operands: [file])
  } throws: { error in
    "\(error)" == message
  }
}

@Test(
  "A whole number out of its range, or not whole, is refused with the range",
  arguments: ["0", "501", "2.5", "x", "+", "99999999999999999999"])
func integers(text: String) throws {
  let options = try parsed("--seed=\(text)")

  #expect(
    throws: OptionError.badValue(
      "--seed", given: text, allowed: "a whole number from 1 to 500")
  ) {
    try options.integer("seed", in: 1...500)
  }
  #expect(try parsed("--seed 500").integer("seed", in: 1...500) == 500)
  #expect(try parsed("").integer("seed", in: 1...500) == nil)
}

@Test("A list keeps its order; what is not allowed in it and what stands twice is refused")
func lists() throws {
  let words = [(word: "snap", choice: 1), (word: "full", choice: 2)]
  func message(_ line: String) throws -> String {
    let options = try parsed(line)
    do throws(OptionError) {
      return
        "\(try options.integers("seed", in: 1...9) ?? []) \(try options.choices("speed", words) ?? [])"
    } catch {
      return error.description
    }
  }

  #expect(try message("--seed 3,1 --speed full,snap") == "[3, 1] [2, 1]")
  #expect(try message("") == "[] []")
  #expect(try message("--seed 3,x") == "--seed x: not allowed; a whole number from 1 to 9")
  #expect(try message("--seed 3,") == "--seed : not allowed; a whole number from 1 to 9")
  #expect(try message("--seed 3,3") == "--seed: 3 is given twice")
  #expect(try message("--speed slow") == "--speed slow: not allowed; snap, full")
  #expect(try message("--speed full,full") == "--speed: full is given twice")
}

@Test("The columns of a help stand below each other")
func columns() {
  #expect(
    helpColumns([("-a", "Do"), ("--long N", "Do more")]) == """
        -a        Do
        --long N  Do more
      """)
}
