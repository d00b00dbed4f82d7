import Testing

@testable import rung

@Suite("What tells whose machine it is")
struct LocalNamesTests {
  private let names = LocalNames(["/home/alice", "alice", "box-7", "vm", ""])

  @Test(
    "STATE-04 A text loses paths, users and hosts, and every line keeps its length",
    arguments: [
      ("log /home/alice/.local/rung/log.jsonl full", "log log.jsonl                       full"),
      ("(/home/alice/j.rung)", "(j.rung            )"),
      ("file=/etc/rung.json5, alice", "file=rung.json5     , *****"),
      ("\"~/alice/x\" on box-7", "\"x        \" on *****"),
      ("alices malice alice's", "alices malice *****'s"),
      ("/ filter  and/or 1/2 +/-3", "/ filter  and/or 1/2 +/-3"),
      ("a /b\n\n  c", "a b \n\n  c"),
    ])
  func plain(text: String, wanted: String) {
    let plain = names.plain(text)
    #expect(plain.trimmed == wanted.trimmed)
    #expect(
      plain.split(separator: "\n").map(\.count) == text.split(separator: "\n").map(\.count))
  }

  @Test("STATE-04 Of a path only the file's name is left, without the user's")
  func fileNames() {
    #expect(names.fileName("/home/alice/tapes/btc.tape") == "btc.tape")
    #expect(names.fileName("alice.tape") == "*****.tape")
    #expect(names.fileName("generated-mixed") == "generated-mixed")
    #expect(names.fileName("/") == "/")
  }
}

extension String {
  /// Without the blanks at the ends of words and lines.
  fileprivate var trimmed: [Substring] {
    split(separator: "\n").flatMap { $0.split(separator: " ") }
  }
}
