import Foundation
import Testing

@Test("Each command that a page marks as one to run exits with 0")
func documentedCommands() throws {
  for page in try pages() {
    for block in try runnableBlocks(of: page) {
      let run = try runAsShown(block)

      #expect(run.code == 0, "\(page):\n\(block)\n\(run.errors)")
    }
  }
}

@Test("The manual has commands to run, and they are commands of rung")
func commandsAreMarked() throws {
  let blocks = try pages().flatMap(runnableBlocks)

  #expect(blocks.count > 5)
  for block in blocks {
    let lines = block.split(separator: "\n")
    #expect(
      lines.contains { $0.hasPrefix("rung ") || $0.hasPrefix(".build/release/rung ") }, "\(block)")
  }
}

/// The pages that show commands, from the top of the repository.
private func pages() throws -> [String] {
  let names = try FileManager.default.contentsOfDirectory(
    atPath: repository.appending(path: "docs").path())
  return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
}

/// What stands between the fences "```sh run" and "```" of a page. Blocks of another fence show what
/// takes a terminal, a build or a name of the reader's own.
private func runnableBlocks(of page: String) throws -> [String] {
  let text = try String(contentsOf: repository.appending(path: page), encoding: .utf8)
  return text.components(separatedBy: "\n```sh run\n").dropFirst().compactMap {
    $0.components(separatedBy: "\n```").first
  }
}

/// Runs a block in an empty folder that has the repository's tapes and sources in it, up to the first
/// command that fails.
private func runAsShown(_ block: String) throws -> CommandRun {
  let folder = try TemporaryFolder()
  for name in ["tapes", "Sources"] {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(name), withDestinationPath: repository.appending(path: name).path())
  }
  let commands = block.replacingOccurrences(of: ".build/release/rung ", with: "rung ")
  return try shell(
    "set -euo pipefail\ncd '\(folder.path)'\n\(commands)",
    environment: ["PATH": "\(BuiltBinary.folder.path()):/usr/bin:/bin"], within: 240)
}
