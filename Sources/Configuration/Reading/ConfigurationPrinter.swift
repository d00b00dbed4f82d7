extension Configuration {
  /// The configuration as a JSON5 file in which every key is explained. Reading that file gives the
  /// same configuration again.
  public var commentedText: String {
    var printer = ConfigurationPrinter(configuration: self)
    return printer.text()
  }
}

/// Writes a commented configuration file.
struct ConfigurationPrinter {
  let configuration: Configuration
  private let defaults = Configuration()
  private var lines: [String] = []

  init(configuration: Configuration) { self.configuration = configuration }

  mutating func text() -> String {
    lines = [
      "// Configuration of rung. Every key may be left out; it then has its default.",
      "{",
    ]
    for section in ParameterTable.sections {
      comment(words(section.summary), indent: 2)
      lines.append("  \(section.name): {")
      members(section.parameters, under: section.name + ".", indent: 4)
      lines.append("  },")
      lines.append("")
    }
    lines.removeLast()
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes parameters in their order. Those with a further section in their path go into it.
  private mutating func members(_ parameters: [Parameter], under prefix: String, indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    var rest = parameters[...]
    while let parameter = rest.first {
      let name = parameter.path.dropFirst(prefix.count)
      guard let dot = name.firstIndex(of: ".") else {
        member(parameter, name: String(name), indent: indent)
        rest = rest.dropFirst()
        continue
      }
      let group = prefix + name[...dot]
      let inner = rest.prefix { $0.path.hasPrefix(group) }
      lines.append("\(blanks)\(name[..<dot]): {")
      members(Array(inner), under: group, indent: indent + 2)
      lines.append("\(blanks)},")
      rest = rest.dropFirst(inner.count)
    }
  }

  private mutating func member(_ parameter: Parameter, name: String, indent: Int) {
    comment(words(parameter.summary), indent: indent)
    let unit = parameter.unit.isEmpty ? "" : "Unit: \(parameter.unit). "
    // The default stays in one piece, so that it can be copied.
    comment(
      words("\(unit)Allowed: \(parameter.allowed).")
        + ["Default: \(parameter.text(defaults))."], indent: indent)
    let blanks = String(repeating: " ", count: indent)
    lines.append("\(blanks)\(name): \(parameter.text(configuration)),")
  }

  private func words(_ text: String) -> [Substring] { text.split(separator: " ") }

  /// Writes a comment, broken between words at 100 columns.
  private mutating func comment(_ words: [Substring], indent: Int) {
    let start = String(repeating: " ", count: indent) + "//"
    var line = start
    for word in words {
      if line.count + 1 + word.count > 100, line != start {
        lines.append(line)
        line = start
      }
      line += " " + word
    }
    lines.append(line)
  }
}
