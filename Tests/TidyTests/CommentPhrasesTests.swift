import Testing

/// What a newcomer reads in our code beside the code itself: its comments.
struct Comments {
  /// Idioms that a reader who has never met us would have to read twice, each with plain words for it.
  private static let banned = [
    ("nothing where", "nil if"), ("of ours", "our own"), ("by hand", "manually"),
    ("went off", "triggered"), ("goes off", "triggers"), ("going off", "triggering"),
    ("is told", "is reported"), ("are told", "are reported"), ("anew", "again"),
    ("so many", "the number of"), ("so long", "how long"), ("stands after all", "is live"),
    ("has it otherwise", "reports it differently"), ("nobody says", "is unknown"),
    ("nobody tells", "is unknown"), ("protected by nobody", "unprotected"), ("befall", "occur"),
    ("until a person has looked", "until the operator has checked"),
  ]

  let lines: [SourceLine]

  init(_ lines: [SourceLine]) {
    self.lines = lines.filter { $0.text.drop { $0 == " " }.hasPrefix("//") }
  }

  /// The places of banned phrases, with what to say instead.
  var violations: [String] {
    lines.flatMap { line in
      let text = line.text.lowercased()[...]
      return Comments.banned.filter { !line.isExcused && line.isSaid($0.0, in: text) }
        .map { "\(line.place): \"\($0.0)\", better \"\($0.1)\"" }
    }
  }
}

@Test("A newcomer finds no idiom in a comment that has to be read twice")
func commentsArePlain() throws {
  let comments = Comments(try sourceLines(in: "Sources"))
  #expect(comments.lines.count > 5_000)
  #expect(comments.violations.isEmpty, "\(comments.violations.joined(separator: "\n"))")
}

@Test(
  "A banned idiom is seen in a comment, and not in code or inside a word",
  arguments: [
    ("  /// Nothing where there is none.", 1), ("// Made anew, so many of ours.", 3),
    ("let anew = 1", 0), ("/// A Janewary.", 0), ("// anew  // tidy-ok: quoted", 0),
  ])
func idiomsAreSeen(text: String, count: Int) {
  let line = SourceLine(file: "Sources/Screen/A.swift", number: 1, text: text)
  #expect(Comments([line]).violations.count == count)
}
