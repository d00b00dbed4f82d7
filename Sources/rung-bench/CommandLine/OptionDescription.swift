/// One option of a benchmark, as the parser and the help both read it.
struct OptionDescription: Sendable {
  /// The name after the two hyphens.
  let name: String
  /// What stands for the value in the help; nothing where the option takes none.
  let placeholder: String?
  /// One sentence for the help, without its period.
  let summary: String

  init(_ name: String, takes placeholder: String? = nil, _ summary: String) {
    self.name = name
    self.placeholder = placeholder
    self.summary = summary
  }

  /// How the help spells it: `--runs R`.
  var synopsis: String { "--" + name + (placeholder.map { " " + $0 } ?? "") }

  static let report = OptionDescription(
    "report", takes: "text|json", "A table for people, or one JSON list and nothing else (text)")
}
