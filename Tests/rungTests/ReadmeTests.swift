import Foundation
import Screen
import Testing

@testable import rung

private func readme() throws -> String {
  let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
  return try String(contentsOf: top.appending(path: "README.md"), encoding: .utf8)
}

@Test("CONSOLE-06 The README's key table is the one made from the shipped keys")
func keyTable() throws {
  let table = KeyTable(.shipped).markdown
  let text = try readme()

  #expect(
    text.contains("<!-- keys -->\n\(table)\n<!-- end of keys -->"),
    "put this between the marks:\n\(table)")
}

@Test("The README names every command")
func commands() throws {
  let text = try readme()

  for subcommand in SubcommandTable.all {
    #expect(text.contains("`rung \(subcommand.name)"), "\(subcommand.name)")
  }
}
