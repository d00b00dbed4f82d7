import Testing

/// What a file of the engine is there for. A file may know what is declared in files of its own kind and
/// of those before it, so that what is known, and what is decided, can be read and tested without the rest.
enum FileKind: Int, Comparable {
  /// Declares what is known: of the market, the orders, the books, the plan.
  case state
  /// Decides, from plain facts.
  case decision
  /// Declares what the outside may see.
  case view
  /// Acts on the engine.
  case action

  init(_ file: String, _ lines: [SourceLine]) {
    if lines.contains(where: { $0.text.contains(#/^(public )?(extension|struct) Engine[ :]/#) }) {
      self = .action
    } else if file.contains("/Snapshot/") || file.contains("/Explain/") {
      self = .view
    } else {
      self = file.hasSuffix("Decision.swift") ? .decision : .state
    }
  }

  static func < (left: FileKind, right: FileKind) -> Bool { left.rawValue < right.rawValue }
}

/// Whether files of the engine know only what they may.
struct Direction {
  private(set) var violations: [String] = []

  init(_ lines: [SourceLine]) {
    let files = Dictionary(grouping: lines, by: \.file)
      .map { (name: $0.key, kind: FileKind($0.key, $0.value), lines: $0.value) }
      .sorted { $0.name < $1.name }
    var declared = ["Engine": FileKind.action]
    for file in files {
      for line in file.lines {
        guard let type = Direction.type(declaredIn: line) else { continue }
        declared[type] = file.kind
        guard file.kind == .action, !file.name.hasSuffix("/Engine.swift") else { continue }
        violations.append(
          "\(file.name):\(line.number) declares a type beside an extension of Engine")
      }
    }
    for file in files where file.kind != .action {
      for line in file.lines {
        for word in Set(line.code.split { !$0.isLetter && !$0.isNumber }).sorted() {
          guard let kind = declared[String(word)], kind > file.kind else { continue }
          violations.append("\(file.name):\(line.number) knows \(word), of a \(kind)")
        }
      }
    }
  }

  private static func type(declaredIn line: SourceLine) -> String? {
    let declaration =
      #/^((public|private|fileprivate|final|indirect) )*(struct|enum|class|protocol) (?<name>\w+)/#
    return line.text.firstMatch(of: declaration).map { String($0.name) }
  }
}

@Test("What is known knows no decision, a decision no view, and none of them the engine that acts")
func directionHolds() throws {
  let lines = try sourceLines(in: "Sources/Engine")
  let direction = Direction(lines)

  #expect(lines.count > 1_000)
  #expect(direction.violations.isEmpty, "\(direction.violations.joined(separator: "\n"))")
}

@Test(
  "A file that knows more than it may is seen, and one that only speaks of it is not",
  arguments: [
    ("A", ["struct Lot {", "}"], false), ("A", ["extension Engine {", "}"], false),
    ("A", ["extension Engine {", "  struct Inner {", "}"], false),
    ("A", ["enum Way {", "}", "extension Engine {", "}"], true),
    ("A", ["struct Lot {", "  let wait = Engine.wait", "}"], true),
    ("A", ["struct Lot {", "  // The Engine looks at it.", "}"], false),
    ("A", ["struct Lot {", "  let kind: EngineKind", "}"], false),
    ("A", ["struct Lot {", "  let next: StopStep", "}"], true),
    ("StopDecision", ["struct Facts {", "  let next: StopStep", "}"], false),
    ("StopDecision", ["struct Facts {", "  let view: LotView", "}"], true),
    ("Snapshot/B", ["struct Sight {", "  let view: LotView", "  let next: StopStep", "}"], false),
    ("A", ["extension Engine {", "  let view: LotView", "}"], false),
  ])
func directionSees(file: String, texts: [String], isBroken: Bool) {
  let others = [
    ("TakeDecision", "struct StopStep {"), ("Snapshot/LotView", "struct LotView {"),
  ]
  let lines =
    texts.enumerated().map {
      SourceLine(file: "Sources/Engine/\(file).swift", number: $0.offset + 1, text: $0.element)
    }
    + others.map { SourceLine(file: "Sources/Engine/\($0).swift", number: 1, text: $1) }
  #expect(Direction(lines).violations.isEmpty == !isBroken)
}
