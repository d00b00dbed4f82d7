import Testing

/// Whether a file of the engine declares values or acts on the engine: the first must not know the
/// second, so that what is known and what is decided can be read, and tested, without it.
struct Direction {
  private(set) var violations: [String] = []

  init(_ lines: [SourceLine]) {
    for (file, lines) in Dictionary(grouping: lines, by: \.file).sorted(by: { $0.key < $1.key }) {
      let acts = lines.contains { $0.text.contains(#/^(public )?(extension|struct) Engine[ :]/#) }
      let declares = lines.first {
        $0.text.contains(#/^((public|private|fileprivate|final) )*(struct|enum|class|protocol) /#)
      }
      if acts {
        guard let declares, !file.hasSuffix("/Engine.swift") else { continue }
        violations.append(
          "\(file):\(declares.number) declares a type beside an extension of Engine")
      } else {
        for line in lines where line.says("Engine") {
          violations.append("\(file):\(line.number) knows the engine that acts on it")
        }
      }
    }
  }
}

@Test("A value of the engine, or a decision, knows nothing of the engine that acts on it")
func directionHolds() throws {
  let lines = try sourceLines(in: "Sources/Engine")
  let direction = Direction(lines)

  #expect(lines.count > 1_000)
  #expect(direction.violations.isEmpty, "\(direction.violations.joined(separator: "\n"))")
}

@Test(
  "A file that mixes both is seen, and one that only speaks of the engine is not",
  arguments: [
    (["struct Lot {", "}"], false), (["extension Engine {", "}"], false),
    (["extension Engine {", "  struct Inner {", "}"], false),
    (["enum Way {", "}", "extension Engine {", "}"], true),
    (["struct Lot {", "  let wait = Engine.wait", "}"], true),
    (["struct Lot {", "  // The Engine looks at it.", "}"], false),
    (["struct Lot {", "  let kind: EngineKind", "}"], false),
  ])
func directionSees(texts: [String], isBroken: Bool) {
  let lines = texts.enumerated().map {
    SourceLine(file: "Sources/Engine/A.swift", number: $0.offset + 1, text: $0.element)
  }
  #expect(Direction(lines).violations.isEmpty == !isBroken)
}
