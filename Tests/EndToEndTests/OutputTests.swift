import Foundation
import Glibc
import Testing

/// What commands write, and what becomes of what was there.

private func names(in folder: TemporaryFolder) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

private func text(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

@Test("The fills replace no file that the run reads, by whatever name")
func fillsOverInput() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("{ grid: { levels: 3 } }", to: "my.json5")
  let soft = folder.file("soft")
  let hard = folder.file("hard")
  try FileManager.default.createSymbolicLink(atPath: soft, withDestinationPath: file)
  try FileManager.default.linkItem(atPath: file, toPath: hard)

  for output in [file, soft, hard] {
    let run = try rung("replay", bundledTape, "--config", file, "--fills", output)
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains("this file is the configuration being read"))
  }
  #expect(try text(file) == "{ grid: { levels: 3 } }")
}

@Test("A disk that takes no more costs the fills and not the report, nor what was there before")
func fillsOnFullDisk() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("old", to: "fills.csv")

  // The limit holds for files: the report and the message go through a pipe.
  let run = try shell(
    "(ulimit -f 0; cd '\(folder.path)'; $RUNG replay $TAPE --fills fills.csv) 2>&1 | cat;"
      + " exit ${PIPESTATUS[0]}")

  #expect(run.code == 4)
  #expect(run.output.contains("state hash"))
  #expect(run.output.hasSuffix("\nrung: cannot write fills.csv: File too large\n"))
  #expect(try text(file) == "old")
  #expect(try names(in: folder) == ["fills.csv"])
  let device = try rung("replay", bundledTape, "--fills", "/dev/full")
  #expect(device.code == 4 && device.output.contains("state hash"))
}

@Test(
  "A signal leaves the old file as it was, and nothing else",
  arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
func fillsInterrupted(signal: Int32) throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("old", to: "fills.csv")
  let nothing = try File("/dev/null")
  let child = try Child(
    [BuiltBinary.rung, "replay", "--market", "quiet", "--hours", "50000", "--fills", file],
    environment: ["HOME": folder.path, "SWIFT_BACKTRACE": "enable=yes"],
    descriptors: [nothing.descriptor, nothing.descriptor, nothing.descriptor])
  for _ in 0..<1_000 where try names(in: folder).count < 2 { poll(nil, 0, 10) }
  #expect(try names(in: folder).count == 2)

  kill(child.identifier, signal)

  #expect(try child.end(within: 20) == -signal)
  #expect(try text(file) == "old")
  #expect(try names(in: folder) == ["fills.csv"])
}

@Test("A hyphen is standard output: fills alone, and the report on standard error")
func fillsToOutput() throws {
  let folder = try TemporaryFolder()
  let run = try shell("cd '\(folder.path)'; $RUNG replay $TAPE --report json --fills -")

  let lines = run.output.split(separator: "\n")
  #expect(run.code == 0 && run.errors.contains("final_state_hash"))
  #expect(lines.first?.hasPrefix("time_ns,side,price") ?? false)
  #expect(lines.count > 1 && lines.allSatisfy { $0.filter { $0 == "," }.count == 9 })
  #expect(try names(in: folder).isEmpty)
}

@Test("Files of fills keep their permissions; devices and descriptors are written to as they are")
func fillsElsewhere() throws {
  let folder = try TemporaryFolder()
  let file = try folder.write("old", to: "fills.csv")
  #expect(chmod(file, 0o600) == 0)

  #expect(try rung("replay", bundledTape, "--fills", file).code == 0)
  let named = try rung("replay", bundledTape, "--fills", "/dev/stdout")
  let piped = try shell("$RUNG replay $TAPE --fills >(cat >&2)")
  let kept = try shell("$RUNG replay $TAPE --fills /dev/null; test -c /dev/null")

  var facts = stat()
  #expect(stat(file, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
  let fills = try text(file)
  #expect(fills.hasPrefix("time_ns,"))
  #expect(named.output.contains(fills) && named.output.contains("state hash"))
  #expect(piped.code == 0 && piped.errors == fills)
  #expect(kept.code == 0)
}

@Test("Tapes go through pipes, in both forms and both ways")
func pipedTapes() throws {
  let folder = try TemporaryFolder()
  let text = [
    "# format: tape v1", "# licence: made for this test", "# venue: test", "# symbol: TEST",
    "# tick: 0.1", "# lot: 0.001", "# columns: ts_ns,msg,kind,side,price,size",
    "1700000000000000000,1,L,B,99.9,1", "1700000000000000000,1,L,A,100.1,1",
    "1700000001000000000,2,T,B,100.1,0.5",
  ]
  let file = try folder.write(text.joined(separator: "\n") + "\n", to: "a.csv")
  let setting = ["FILE": file, "DIR": folder.path]

  let run = try shell(
    "cd $DIR; $RUNG tape import - -o - < $FILE 2>told | $RUNG tape info -; cat told >&2",
    environment: setting)
  let direct = try rung("tape", "info", file)

  #expect(run.code == 0 && run.output.contains("TEST"))
  #expect(run.errors.contains("TEST"))
  #expect(try names(in: folder) == ["a.csv", "told"])
  let streamed = try shell("cat $TAPE | $RUNG replay - --report json")
  let opened = try shell("$RUNG replay - --report json < $TAPE")
  let whole = try rung("replay", bundledTape, "--report", "json")
  func hash(_ run: CommandRun) -> Substring? {
    run.output.split(separator: "\n").first { $0.contains("final_state_hash") }
  }
  #expect(direct.code == 0 && hash(whole) != nil)
  #expect(hash(streamed) == hash(whole) && hash(opened) == hash(whole))
  let twice = try shell("$RUNG replay - --config - < $TAPE")
  #expect(twice.code == 2 && twice.errors.contains("standard input"))
}
