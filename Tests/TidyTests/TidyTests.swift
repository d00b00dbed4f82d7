import Foundation
import Testing

@Test("No line of ours does what it must not")
func rulesHold() throws {
  let lines = try sourceLines(in: "Sources", "Tests")
  let violations = TidyRule.all.flatMap { $0.violations(in: lines) }

  #expect(lines.count > 1_000)
  #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
}

@Test(
  "Each rule sees what breaks it, and lets pass what only looks like it",
  arguments: [
    ("reads the clock", "Sources/Engine/A.swift", "let a = Date()", true),
    ("reads the clock", "Sources/Engine/A.swift", "let a = ContinuousClock.now", true),
    ("reads the clock", "Sources/Engine/A.swift", "let a = session.now(at: wall)", false),
    ("reads the clock", "Sources/Engine/A.swift", "let a: Date = .now", true),
    ("reads the clock", "Sources/Engine/A.swift", "let a = change.now - 1", false),
    ("reads the clock", "Sources/Engine/A.swift", "// let a = Date()", false),
    ("reads the clock", "Sources/rung/A.swift", "let a = Date()", false),
    ("draws without a seed", "Sources/Engine/A.swift", "Int.random(in: 0...1)", true),
    ("sleeps", "Sources/Session/A.swift", "try await Task.sleep(for: .seconds(1))", true),
    ("prints", "Sources/Screen/A.swift", "print(a)", true),
    ("prints", "Sources/Screen/A.swift", "footprint(a)", false),
    ("prints", "Sources/rung/A.swift", "print(a)", true),
    ("writes past the door", "Sources/rung/A.swift", "write(STDERR_FILENO, a, 1)", true),
    ("writes past the door", "Sources/Curses/A.swift", "fputs(a, stderr)", true),
    ("writes past the door", "Sources/Output/A.swift", "write(STDERR_FILENO, a, 1)", false),
    ("writes past the door", "Sources/rung/A.swift", "isatty(STDOUT_FILENO)", false),
    (
      "hands over past the gateway", "Sources/Engine/A.swift",
      "effects.inquiries.append(.marketStatus)", true
    ),
    (
      "hands over past the gateway", "Sources/Engine/A.swift", "effects.requests += cancels", true
    ),
    (
      "hands over past the gateway", "Sources/Engine/Orders/Gateway.swift",
      "effects.requests.append(.cancel(id))", false
    ),
    (
      "hands over past the gateway", "Sources/Engine/A.swift", "ask(.status, into: &effects)", false
    ),
    ("decides by a reason", "Sources/Engine/Grid/A.swift", "if reason.code == .frozen {", true),
    ("decides by a reason", "Sources/Engine/Grid/A.swift", "block?.code.endsQuoting", true),
    ("decides by a reason", "Sources/Engine/Grid/A.swift", "Reason(.frozen).codes", false),
    ("decides by a reason", "Sources/Engine/Explain/A.swift", "fact.code != .price", false),
    ("decides by a reason", "Sources/Engine/Explain/A.swift", "shut.reason.value == 0", true),
    ("decides by a reason", "Sources/Engine/Snapshot/A.swift", "view.reason?.limit", true),
    ("decides by a reason", "Sources/Engine/Snapshot/A.swift", "view.reason = reason", false),
    ("makes a file by itself", "Sources/rung/A.swift", "open(a, O_WRONLY | O_CREAT, 0o644)", true),
    ("makes a file by itself", "Sources/rung/A.swift", "open(a, O_RDONLY)", false),
    ("drops an error", "Sources/Screen/A.swift", "let a: Entry?", false),
    ("books in floating point", "Sources/Market/Money.swift", "let a: DoubleWidth", false),
    ("prints", "Sources/rung-bench/A.swift", "print(a)", false),
    ("books in floating point", "Sources/Market/Money.swift", "let a: Double", true),
    ("books in floating point", "Sources/Engine/Ledger/A.swift", "let a: Float", true),
    ("books in floating point", "Sources/Engine/Grid/A.swift", "let a: Double", false),
    ("imports Foundation", "Sources/Venue/A.swift", "import Foundation", true),
    ("imports Foundation", "Sources/Screen/A.swift", "import Foundation", false),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "mark.ticks * position.steps", true),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "let a = share * price.ticks", true),
    ("multiplies data unchecked", "Sources/Screen/A.swift", "(price.ticks) * count", true),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "sum &*= lot.open.steps", true),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "2 * anchor.ticks - mid2", false),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "side.sign * fill.steps", false),
    ("multiplies data unchecked", "Sources/Engine/A.swift", "Int128(a.ticks) * Int128(b)", false),
    ("multiplies data unchecked", "Sources/Market/Money.swift", "a.ticks * b.steps", false),
    ("drops an error", "Sources/Screen/A.swift", "let a = try? read()", true),
    ("drops an error", "Sources/Screen/A.swift", "} catch {}", true),
    ("is left unfinished", "Tests/A.swift", "// FI" + "XME: later", true),
    ("sleeps", "Sources/Session/A.swift", "Task.sleep(1)  // tidy-ok: a reason", false),
    ("sleeps", "Sources/Session/A.swift", "Task.sleep(1)  // tidy-ok: ", true),
  ])
func rulesSee(name: String, file: String, text: String, isBroken: Bool) throws {
  let rule = try #require(TidyRule.all.first { $0.name == name })
  let line = SourceLine(file: file, number: 1, text: text)

  #expect(rule.violations(in: [line]).isEmpty == !isBroken)
}

@Test("The README's test command is the one that is run on every change")
func readmeAgreesWithCI() throws {
  let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
  let script = try String(contentsOf: repository.appending(path: ".ci/run"), encoding: .utf8)

  let commands = readme.split(separator: "\n").filter { $0.contains("swift test") }
  let command = try #require(commands.first)

  #expect(commands.count == 1, "the README names one test command")
  #expect(script.split(separator: "\n").contains(command), "\(command)")
}

@Test("What the README's commands call is there and can be run")
func readmeScripts() {
  for script in [".ci/run", ".ci/packages"] {
    #expect(
      FileManager.default.isExecutableFile(atPath: repository.appending(path: script).path()))
  }
}
