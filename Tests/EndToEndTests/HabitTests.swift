import Testing

/// What people expect of a command line because every other program does it.

@Test(
  "Help is to be had at every level, and is no error",
  arguments: [
    ["-h"], ["--help"], ["help"], ["help", "-h"], ["help", "--help"], ["tape", "-h"],
    ["tape", "--help"], ["config", "-h"], ["config", "--help"], ["tape", "info", "-h"],
    ["tape", "import", "--help"], ["config", "print", "-h"], ["config", "check", "--help"],
    ["run", "-h"], ["replay", "--help"], ["step", "-h"], ["drill", "-h"], ["keys", "-h"],
    ["themes", "--help"], ["doctor", "-h"], ["--paused", "-h"], ["help", "tape"],
  ])
func helpEverywhere(arguments: [String]) throws {
  let run = try rung(arguments)

  #expect(run.code == 0 && run.errors.isEmpty)
  #expect(run.output.contains("usage: ") || run.output.contains("rung help COMMAND"))
}

@Test("A word too many after help is named, and the beginning of an option is understood")
func helpOfTooMuch() throws {
  #expect(
    try rung("help", "run", "extra").errors
      == "rung: \"extra\" is one argument too many. See rung help run\n")
  #expect(try rung("replay", "--rep", "json").errors.contains("did you mean --report?"))
}

@Test("Options of one letter may stand together and before their value")
func letters() throws {
  let folder = try TemporaryFolder()

  #expect(try rung("tape", "import", "-ho", "x").output.contains("usage: rung tape import"))
  let run = try rung("tape", "import", "/none", "-o\(folder.file("a.tape"))")
  #expect(run.errors == "rung: /none: cannot open it: No such file or directory\n")
}

@Test(
  "LEDGER-05 fill:N goes to the moment of the N-th fill, also where one moment has several",
  arguments: [1, 2, 3, 5, 8, 13])
func fills(number: Int) throws {
  let folder = try TemporaryFolder()
  let file = folder.file("fills.csv")
  _ = try rung("replay", bundledTape, "--fills", file)
  let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst()
  let times = lines.map { $0.prefix { $0 != "," } }
  try #require(number <= times.count)
  let at = times[number - 1]
  let count = times.filter { $0 <= at }.count

  let step = try rung("step", bundledTape, "--to", "fill:\(number)")

  #expect(step.code == 0 && step.output.contains(" fills \(count) "))
}

@Test(
  "A moment past the end prints the end and is told by the code",
  arguments: ["fill:100000", "decision:100000000", "#100000000", "+90000", "2030-01-01 00:00:00"])
func pastTheEnd(target: String) throws {
  let end = try rung("step", bundledTape, "--to", "end")
  let past = try rung("step", bundledTape, "--to", target)

  #expect(past.code == 1 && past.output == end.output)
  #expect(past.errors == "rung: the tape ends before \(target)\n")
}

@Test(
  "A moment before the beginning is refused, with what there is",
  arguments: ["-5", "2020-01-01 00:00:00", "00:00:01"])
func beforeTheBeginning(target: String) throws {
  let run = try rung("step", bundledTape, "--to", target)

  #expect(run.code == 2 && run.output.isEmpty)
  #expect(run.errors.contains("is outside the tape: 2024-08-08 23:5"))
}

@Test("CONSOLE-11 a printed screen and an explanation are ASCII in a locale without more")
func plainLocale() throws {
  for arguments in [[], ["--explain", "buy@61660.2"], ["--dump", "log"]] {
    let line = ["step", bundledTape, "--to", "fill:2"] + arguments
    let plain = try rung(line, environment: ["LC_ALL": "C"])
    let full = try rung(line)

    #expect(plain.code == 0 && plain.output.allSatisfy(\.isASCII))
    #expect(arguments.first == "--explain" || !full.output.allSatisfy(\.isASCII))
  }
}

@Test("Wrong usage is found before anything is said of a missing screen")
func usageFirst() throws {
  let run = try rung("run", "--speed", "0")

  #expect(run.code == 2 && run.errors.hasPrefix("rung: --speed 0: not allowed"))
}
