import Testing

@Test("No stored property of the engine's state is forgotten in its digest")
func digestsAreWhole() throws {
  // The book and the containers digest what they hold, not how they hold it.
  let apart = ["Engine/Digested", "Market/Book", "Market/BookSide"].map { "Sources/\($0).swift" }
  let rule = DigestRule(
    try sourceLines(in: "Sources/Engine", "Sources/Venue", "Sources/Market")
      .filter { !apart.contains($0.file) })

  #expect(rule.types["Engine"]?.stored.count ?? 0 > 15)
  #expect(rule.types["Order.Amends"]?.stored.map(\.name) == ["lastAt", "count"])
  #expect(rule.types.values.count { !$0.digest.isEmpty } > 100)
  #expect(rule.violations.isEmpty, "\(rule.violations.joined(separator: "\n"))")
}

@Test(
  "A digest forgets what it adds only a part of, and what it doesn't say why it leaves out",
  arguments: [
    ("var a = 0", "hash.add(a, b)", false),
    ("var a = 0", "hash.add(b)", true),
    ("var a = 0", "hash.add(a.c)", true),
    ("var a = 0", "// a", true),
    ("var a = 0", "// Derived: a (what was set).", false),
    ("private(set) var a = 0 { didSet { b = 0 } }", "hash.add(b)", true),
    ("@Box var a = 0", "hash.add(b)", true),
    ("let a: Int", "hash.add(aa)", true),
    ("var a: Int { 0 }", "hash.add(b)", false),
    ("static let a = 0", "hash.add(b)", false),
    ("var a: (c: Int, d: Int)?", "hash.add(a?.c, a?.d)", false),
  ])
func digestRuleSees(property: String, body: String, isForgotten: Bool) {
  let source = """
    struct Outer: Sendable {
      struct Inner {
        \(property)

        func digest(into hash: inout StateHash) {
          \(body)
        }
      }
    }
    """
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    .map { SourceLine(file: "A.swift", number: $0.offset + 1, text: String($0.element)) }

  #expect(DigestRule(lines).violations.isEmpty == !isForgotten)
}
