import Foundation
import Testing

/// Files and names that somebody made to drive the terminal.

/// Escapes, a bell, an 8-bit control, a mark of direction, and what has no width.
private let hostile = "a\u{1B}]0;pwn\u{7}\u{9B}2J\u{202E}\u{2066}\u{200B}z"

private func isHarmless(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { scalar in
    switch scalar.value {
    case 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: false
    default: true
    }
  }
}

@Test("CONSOLE-13 no control character of a file, a name or a command line reaches the terminal")
func hostileNames() throws {
  let folder = try TemporaryFolder()
  let escaped = "a\\u001b]0;pwn\\u0007\\u009b2J\\u202ez"
  let key = try folder.write("{ \"\(hostile)\" }", to: "key.json5")
  let unknown = try folder.write("{ \"\(escaped)\": 1, 'x\\ny': 2 }", to: "unknown.json5")
  let theme = try folder.write("{ console: { theme: \"\(escaped)\" } }", to: "theme.json5")
  let keymap = try folder.write("{ console: { keymap: \"\(escaped)\" } }", to: "map.json5")
  let keys = try folder.write(
    "{ \"normal\": { \"q\": \"\(escaped)\", \"\(escaped)\": \"none\" }, \"\(escaped)\": {} }",
    to: "keys.json")
  try folder.makeFolder("rung")
  try folder.makeFolder("rung/themes")
  let look =
    "{ \"name\": \"\(escaped)\", \"roles\": { \"text\": \"\(escaped)\", \"\(escaped)\": 1 } }"
  _ = try folder.write(look, to: "rung/themes/\(hostile).json")
  let none = folder.file(hostile)

  let lines: [[String]] = [
    ["config", "check", key], ["config", "check", unknown], ["config", "check", theme],
    ["config", "check", keymap], ["replay", bundledTape, "--config", theme], ["keys"],
    ["keys", "--keymap", keys], ["keys", "--keymap", none], ["themes"], ["tape", "info", none],
    ["replay", none], ["config", "check", none], ["run", "--headless", "--theme", hostile],
    [hostile], ["--\(hostile)"], ["replay", bundledTape, "--report", hostile], ["doctor"],
    ["replay", bundledTape, "--fills", none + "/\(hostile)"], ["tape", "import", none, "-o", none],
    ["step", bundledTape, "--to", hostile], ["drill", "--faults", hostile], ["help", hostile],
  ]
  var marked = 0
  for line in lines {
    let run = try rung(
      line, environment: ["XDG_CONFIG_HOME": folder.path, "TERM": "x\u{1B}]0;y\u{7}"])
    #expect(isHarmless(run.output) && isHarmless(run.errors), "\(line)")
    if (run.output + run.errors).contains("\u{FFFD}") { marked += 1 }
  }
  #expect(marked > lines.count / 2, "most of them repeat what they were given")
  let check = try rung("config", "check", unknown)
  #expect(check.output.split(separator: "\n").count == 2, "a key can't begin a line of its own")
}

@Test("CONSOLE-13 JSON escapes what drives a terminal, so that nothing is lost")
func hostileJSON() throws {
  let folder = try TemporaryFolder()
  let copy = folder.file("a\u{202E}\u{1B}\u{200B}b.tape")
  try FileManager.default.copyItem(atPath: bundledTape, toPath: copy)

  let run = try rung("replay", copy, "--report", "json")

  #expect(run.code == 0 && isHarmless(run.output))
  #expect(run.output.contains("a\\u202e\\u001b\\u200bb.tape"))
}

@Test("A check of a configuration reads its file once, whole, wherever it comes from")
func checkReadsOnce() throws {
  let bad = "echo '{ console: { theme: \"nope\" } }'"
  let runs = [
    try shell("$RUNG config check <(\(bad))", within: 20),
    try shell("\(bad) | $RUNG config check -", within: 20),
    try shell(
      "d=$(mktemp -d); mkfifo $d/p; \(bad) > $d/p & $RUNG config check $d/p; c=$?; rm -r $d; exit $c",
      within: 20),
  ]

  for run in runs {
    #expect(run.code == 2 && run.output.contains("console.theme: there is no theme named"))
  }
  #expect(try shell("$RUNG config check <(echo '{}')", within: 20).code == 0)
}

@Test("A check of a configuration names what is wrong in the keymap that it names")
func checkReadsKeymap() throws {
  let folder = try TemporaryFolder()
  _ = try folder.write("{ \"normal\": { \"n\": \"step.sideways\" } }", to: "keys.json")
  let file = try folder.write("{ console: { keymap: 'keys.json' } }", to: "c.json5")

  let run = try rung("config", "check", file)

  #expect(run.code == 2 && run.output.contains("step.sideways"))
}

@Test("A configuration of huge or endless unknown keys is refused in no time")
func hugeKeys() throws {
  let folder = try TemporaryFolder()
  let long = try folder.write("{ \(String(repeating: "k", count: 1 << 21)): 1 }", to: "long.json5")
  let many = try folder.write(
    "{" + (0..<4_000).map { "k\($0)\(String(repeating: "x", count: 500)): 1," }.joined() + "}",
    to: "many.json5")

  for file in [long, many] {
    let run = try rung("config", "check", file, within: 20)
    #expect(run.code == 2 && run.output.contains("unknown key"))
  }
}

@Test("A text that isn't UTF-8 is named with its line")
func notText() throws {
  let folder = try TemporaryFolder()
  let file = folder.file("latin.json5")
  try Data("{\n  // caf".utf8 + [0xE9] + "\n}".utf8).write(to: URL(filePath: file))

  let run = try rung("config", "check", file)

  #expect(
    run
      == CommandRun(code: 2, output: "", errors: "rung: cannot read \(file): line 2 is not UTF-8\n")
  )
}
