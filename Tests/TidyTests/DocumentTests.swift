import Foundation
import Testing

/// What our documents and tests say of each other, read as text.
enum Documents {
  static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  /// The ids of the promises that a text cites, such as `RISK-04`.
  static func ids(in text: some StringProtocol) -> [String] {
    String(text).matches(of: #/\b[A-Z]{4,}-[0-9]{2}\b/#).map { String($0.output) }
  }

  /// The ids that a list of promises defines, in its order.
  static func promised(in list: String) -> [String] {
    list.split(separator: "\n").filter { $0.hasPrefix("- **") }
      .compactMap { ids(in: $0.prefix(20)).first }
  }

  /// The titles of the tests and suites in a source, as they are written there.
  static func titles(in source: String) -> [String] {
    ["@Test(", "@Suite("].flatMap { source.components(separatedBy: $0).dropFirst() }
      .compactMap { rest in
        rest.prefix(500).prefixMatch(of: #/\s*"((?:[^"\\]|\\.)*)"/#).map { String($0.output.1) }
      }
  }

  /// The paths of Swift files that a text has in backticks.
  static func swiftPaths(in text: String) -> [String] {
    text.matches(of: #/`([^`\s]+\.swift)`/#).map { String($0.output.1) }
  }

  /// Whether a path, or what is left of it below some folder, is that of a file.
  static func names(_ path: String, oneOf files: some Sequence<String>) -> Bool {
    files.contains { $0 == path || $0.hasSuffix("/" + path) }
  }

  /// The terms of a glossary, in its order.
  static func terms(in glossary: String) -> [String] {
    glossary.split(separator: "\n")
      .compactMap { $0.prefixMatch(of: #/- \*\*([^*]+)\*\*: /#).map { String($0.output.1) } }
  }

  /// Every Swift file of the sources and the tests, from the top of the repository.
  static func swiftFiles() throws -> Set<String> {
    Set(try sourceLines(in: "Sources", "Tests").map(\.file))
  }
}

@Test("Every id that a test's title cites is a promise in docs/requirements.md")
func citedIDsAreDefined() throws {
  let promised = Documents.promised(in: try Documents.text("docs/requirements.md"))
  let sources = try Documents.swiftFiles().filter { $0.hasPrefix("Tests/") }.sorted()

  var cited: Set<String> = []
  for file in sources {
    for title in Documents.titles(in: try Documents.text(file)) {
      cited.formUnion(Documents.ids(in: title))
    }
  }

  #expect(promised.count == Set(promised).count, "each promise stands once")
  #expect(cited.count > 90)
  #expect(cited.subtracting(promised).sorted() == [])
}

@Test(
  "Every Swift file that the documents for contributors name is there",
  arguments: ["docs/architecture.md", "CONTRIBUTING.md"])
func namedFilesAreThere(document: String) throws {
  let files = try Documents.swiftFiles()
  let named = Documents.swiftPaths(in: try Documents.text(document))

  #expect(named.count > 3)
  #expect(named.filter { !Documents.names($0, oneOf: files) } == [])
}

@Test("The table of modules in docs/architecture.md has a row for every folder of the sources")
func architectureModules() throws {
  let rows = try Documents.text("docs/architecture.md").split(separator: "\n")
    .filter { $0.hasPrefix("| `") }
  let folders = try FileManager.default.contentsOfDirectory(
    atPath: repository.appending(path: "Sources").path()
  ).sorted()

  #expect(folders.count > 10)
  #expect(folders.filter { folder in !rows.contains { $0.contains("`\(folder)`") } } == [])
}

@Test("The glossary is in alphabetical order and gives each term once")
func glossaryOrder() throws {
  let terms = Documents.terms(in: try Documents.text("docs/glossary.md")).map { $0.lowercased() }

  #expect(terms.count > 100)
  #expect(terms == Set(terms).sorted())
}

@Test(
  "An id is seen where it stands alone, and nothing that only looks like one",
  arguments: [
    ("RISK-04 a freeze never asks", ["RISK-04"]),
    ("stays (EXIT-04, EXIT-11)", ["EXIT-04", "EXIT-11"]),
    ("a text that isn't UTF-16", []), ("RISK-4", []), ("RISK-004", []), ("risk-04", []),
  ] as [(String, [String])])
func idsAreSeen(text: String, ids: [String]) {
  #expect(Documents.ids(in: text) == ids)
}

@Test("The title of a test is seen on its line or the next, and no other text is")
func titlesAreSeen() {
  let source = #"""
    @Test("RISK-04 one")
    @Test(
      "RISK-05 says \"two\"", arguments: ["RISK-06"])
    @Suite("RISK-07 three")
    @Test(arguments: ["RISK-08"])
    let text = "RISK-09"
    """#

  #expect(
    Documents.titles(in: source) == [
      "RISK-04 one", #"RISK-05 says \"two\""#, "RISK-07 three",
    ])
}

@Test(
  "A promise is defined by the line that begins with it",
  arguments: [
    ("- **RISK-04** Freeze, see RISK-05.", ["RISK-04"]), ("  as RISK-01 says.", []),
    ("A test begins with `RISK-04`.", []),
    ("- **RISK-04** a\n- **RISK-05** b", ["RISK-04", "RISK-05"]),
  ] as [(String, [String])])
func promisesAreSeen(list: String, ids: [String]) {
  #expect(Documents.promised(in: list) == ids)
}

@Test(
  "A named file is found by its whole path or what is left of it, and by no part of a name",
  arguments: [
    ("Sources/Engine/Lot.swift", true), ("Engine/Lot.swift", true), ("Lot.swift", true),
    ("ot.swift", false), ("Engine/Exits/Lot.swift", false), ("Engine/Lots.swift", false),
  ])
func namedFilesAreSeen(path: String, isThere: Bool) {
  #expect(Documents.swiftPaths(in: "see `\(path)`, `swift test` and Sources/B.swift") == [path])
  #expect(Documents.names(path, oneOf: ["Sources/Engine/Lot.swift"]) == isThere)
}
