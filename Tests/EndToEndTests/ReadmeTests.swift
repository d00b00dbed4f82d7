import Foundation
import Testing

@Test("The README's picture is what the command above it prints")
func picture() throws {
  let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
  let block = try #require(readme.split(separator: "```text\n$ rung ").dropFirst().first)
  let lines = try #require(block.firstRange(of: "```").map { block[..<$0.lowerBound] })
  let command = try #require(lines.split(separator: "\n").first)
  let arguments = command.split(separator: " ").map {
    $0.hasPrefix("tapes/") ? repository.appending(path: String($0)).path() : String($0)
  }

  let run = try rung(arguments)

  #expect(run.code == 0)
  #expect(lines == "\(command)\n\(run.output)", "put this into it:\n\(run.output)")
}
