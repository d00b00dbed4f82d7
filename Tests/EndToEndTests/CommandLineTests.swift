import Testing

@Test("The version and the help go to standard output and end with 0")
func versionAndHelp() throws {
  let version = try rung("--version")
  let help = try rung("help")

  #expect(version == CommandRun(code: 0, output: "rung 0.1.0\n", errors: ""))
  #expect(help.code == 0 && help.errors.isEmpty && help.output.contains("rung replay [FILE]"))
  #expect(try rung("help", "replay") == rung("replay", "--help"))
}

@Test(
  "Wrong usage is one line on standard error that says what is allowed, and ends with 2",
  arguments: [
    (["--sped", "3"], "rung: unknown option --sped; did you mean --speed? See rung help run\n"),
    (["replya"], "rung: unknown command \"replya\"; did you mean replay? See rung help\n"),
    (
      ["replay", "a", "--report", "xml"],
      "rung: --report xml: not allowed; json, text. See rung help replay\n"
    ),
    (["replay", "/none.tape"], "rung: /none.tape: cannot open it: No such file or directory\n"),
    (
      ["--venue", "hyperliquid"],
      "rung: --venue hyperliquid: this build has no live venue; simulated is the only one\n"
    ),
    (
      ["run", "--headless", "--speed", "0"],
      "rung: --speed 0: not allowed; 1 to 1000000, or max. See rung help run\n"
    ),
    (
      ["tape", "import", "a.csv", "-o", "b.tape", "--tick", "-1"],
      "rung: --tick -1: not allowed; a decimal above 0. See rung help tape import\n"
    ),
  ])
func wrongUsage(arguments: [String], message: String) throws {
  let run = try rung(arguments)

  #expect(run == CommandRun(code: 2, output: "", errors: message))
}

@Test("The printed configuration is one that passes the check")
func printedConfiguration() throws {
  let folder = try TemporaryFolder()
  let printed = try rung("config", "print")
  let file = try folder.write(printed.output, to: "config.json5")

  #expect(printed.code == 0 && printed.errors.isEmpty)
  #expect(try rung("config", "check", file).code == 0)
  #expect(try rung("config", "print", "--config", file) == printed)
}

@Test("A configuration with faults is refused by every command that reads it, with all of them")
func faultyConfiguration() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("{\n grid: { levels: 0 },\n speed: 1,\n}", to: "config.json5")
  let faults = [
    "\(file):2:18: grid.levels: 0 is not allowed; 1 to 500",
    "\(file):3:2: speed: unknown key; did you mean session.speed?",
  ]

  let check = try rung("config", "check", file)
  let replay = try rung("replay", bundledTape, "--config", file)

  #expect(check == CommandRun(code: 2, output: faults.map { $0 + "\n" }.joined(), errors: ""))
  #expect(
    replay == CommandRun(code: 2, output: "", errors: faults.map { "rung: \($0)\n" }.joined()))
}

@Test("The operator's own configuration is used where no option names one")
func ownConfiguration() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("rung")
  _ = try folder.write("{ grid: { levels: 0 } }", to: "rung/config.json5")

  let run = try rung("replay", bundledTape, environment: ["XDG_CONFIG_HOME": folder.path])

  #expect(run.code == 2 && run.errors.contains("/rung/config.json5:1:19: grid.levels: 0"))
}

@Test("Problems of a keymap are named, the keys in force are shown, and the code is 2")
func keymapProblems() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("{ \"normal\": { \"n\": \"step.sideways\" } }", to: "keys.json")

  let shipped = try rung("keys")
  let own = try rung("keys", "--keymap", file)

  #expect(shipped.code == 0 && shipped.errors.isEmpty)
  #expect(shipped.output.contains("entries.freeze"))
  #expect(own.code == 2 && own.errors.contains("step.sideways"))
  #expect(own.output.contains("entries.freeze"))
}

@Test("The shipped themes are listed without a problem")
func themes() throws {
  let run = try rung("themes")

  #expect(run.code == 0 && run.errors.isEmpty)
  for name in ["default", "dark", "light", "high-contrast", "colour-blind", "mono"] {
    #expect(run.output.contains("\n\(name) ") || run.output.hasPrefix("\(name) "), "\(name)")
  }
}

@Test("The doctor tells a real terminal from none, and fails where the terminal is unknown")
func doctor() throws {
  let console = try TmuxConsole(columns: 132, rows: 40, "\(TmuxConsole.rung) doctor")
  let shown = try console.wait("the doctor to end") { $0.contains("exit code") }
  let unknown = try rung("doctor", environment: ["TERM": "no-such-terminal"])

  #expect(shown.contains("input and output are a terminal") && shown.contains("132×40"))
  #expect(shown.contains("exit code 0"))
  #expect(unknown.code == 1)
  #expect(unknown.output.contains("fail  TERM"))
}
