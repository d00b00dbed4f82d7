import Foundation
import Testing

/// What a user reads, taken out of our code: the texts of its string literals.
struct SaidTexts {
  private(set) var all: [(line: SourceLine, text: String)] = []

  init(_ lines: [SourceLine]) {
    var file = ""
    var isBlock = false
    for line in lines {
      if line.file != file { (file, isBlock) = (line.file, false) }
      let marks = line.text.components(separatedBy: "\"\"\"").count - 1
      let texts = isBlock || marks > 0 ? [line.text] : SaidTexts.literals(in: line.text)
      all += texts.map { (line: line, text: $0) }
      if !marks.isMultiple(of: 2) { isBlock.toggle() }
    }
  }

  /// The literals on one line, those inside an interpolation too, without a comment behind them.
  private static func literals(in line: String) -> [String] {
    guard line.utf8.contains(UInt8(ascii: "\"")) else { return [] }
    var found: [String] = []
    // The literals that are open, each with the parentheses open in its interpolation.
    var open: [(text: String, parentheses: Int)] = []
    var isEscaped = false
    var before: Character = " "
    for character in line {
      defer { before = character }
      guard let last = open.indices.last, open[last].parentheses == 0 else {
        if open.isEmpty, character == "/", before == "/" { break }
        if character == "\"" { open.append(("", 0)) }
        if let last = open.indices.last, open[last].parentheses > 0 {
          if character == "(" { open[last].parentheses += 1 }
          if character == ")" { open[last].parentheses -= 1 }
        }
        continue
      }
      if isEscaped {
        isEscaped = false
        if character == "(" {
          open[last].parentheses = 1
        } else {
          open[last].text.append(character)
        }
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        found.append(open.removeLast().text)
      } else {
        open[last].text.append(character)
      }
    }
    return found + open.map(\.text)
  }

  /// Idioms that a trader who has never met us would have to read twice, each with plain words for it.
  static let banned = [
    ("nothing where", "none if"), ("of ours", "our own"), ("by hand", "manual"),
    ("by another hand", "not placed by Rung"), ("somebody else traded", "not placed by Rung"),
    ("until a person has looked", "check, then unfreeze"), ("protected by nobody", "unprotected"),
    ("went off", "triggered"), ("goes off", "triggers"), ("going off", "triggers"),
    ("goes out with the next look", "will be sent on the next update"),
    ("benched", "in cooldown"),
    ("is not told", "is unknown"), ("not told", "unknown"), ("nobody told", "not reported"),
    ("stands after all", "is live"), ("has it otherwise", "reports it differently"),
    ("finds no margin", "rejected, insufficient margin"), ("filled too much", "over-filled"),
    ("the way of requests", "order connection"), ("the way of questions", "query connection"),
    ("many news", "many updates"), ("anew", "again"), ("so many of", "the number of"),
    ("so long a time", "how long"), ("befall", "occur"), ("befalls", "occurs"),
    ("befell", "occurred"), ("lets it be", "keeps it"),
  ]

  /// The places of banned phrases, with what to say instead; a line may say why it needs one.
  var violations: [String] {
    // Most files have none: a file is searched as a whole before its texts are searched one by one.
    Dictionary(grouping: all, by: \.line.file).sorted { $0.key < $1.key }.flatMap { _, texts in
      let whole = texts.map(\.text).joined(separator: "\n").lowercased()
      return SaidTexts.banned.filter { whole.contains($0.0) }.flatMap { phrase, better in
        texts.filter { line, text in
          !line.isExcused && line.isSaid(phrase, in: text.lowercased()[...])
        }.map { "\($0.line.place): \"\(phrase)\", better \"\(better)\": \($0.text)" }
      }
    }
  }
}

@Test("A user reads no phrase that has to be read twice")
func phrasesAreTheTrades() throws {
  let said = SaidTexts(
    try sourceLines(
      in: "Sources/Screen", "Sources/Configuration", "Sources/rung", "Sources/Options"))
  #expect(said.all.count > 1_000)
  #expect(said.violations.isEmpty, "\(said.violations.joined(separator: "\n"))")
}

@Test(
  "A banned phrase is seen in a literal, an interpolation and a block, and not in a comment or code",
  arguments: [
    (["let text = \"a stop Went off\""], 1), (["let text = \"a\" // it went off"], 0),
    (["/// It went off."], 0), (["\"\\(isOld ? \"made anew\" : \"x\") of ours\""], 2),
    (["let text = \"\"\"", "  of ours", "  \"\"\"", "of ours"], 1),
    (["let text = \"Janewary\""], 0), (["let text = \"\\\"anew\\\"\""], 1),
    (["let text = \"anew\"  // tidy-ok: quoted"], 0),
  ])
func phrasesAreSeen(texts: [String], count: Int) {
  let lines = texts.enumerated().map {
    SourceLine(file: "Sources/Screen/A.swift", number: $0.offset + 1, text: $0.element)
  }
  #expect(SaidTexts(lines).violations.count == count)
}
