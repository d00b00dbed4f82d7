/// A character of a screen and how it's drawn.
public struct StyledCharacter: Equatable, Sendable, CustomStringConvertible {
  public let character: Character
  /// The attributes and colors in force, in the terminal's numbers: `1 38;5;79 48;5;233`.
  public let style: String

  public var description: String { "\(character)[\(style)]" }

  /// Reads a captured screen. A row's trailing blanks are left out, whatever their style: whether
  /// a terminal keeps them depends on how they came to be blank.
  static func rows(of capture: String) -> [[StyledCharacter]] {
    var style = Style()
    return capture.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var row: [StyledCharacter] = []
      var rest = line
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          row.append(StyledCharacter(character: character, style: style.text))
          continue
        }
        let sequence = rest.prefix { $0 != "m" }
        rest = rest.dropFirst(sequence.count + 1)
        let fields = sequence.dropFirst().split(omittingEmptySubsequences: false) {
          $0 == ";" || $0 == ":"
        }
        style.apply(fields.map { Int($0) ?? 0 })
      }
      while row.last?.character == " " { row.removeLast() }
      return row
    }
  }

  private struct Style {
    private var attributes: Set<Int> = []
    private var foreground = [39]
    private var background = [49]

    var text: String {
      let codes = attributes.sorted().map { "\($0)" }
      let colors = [foreground, background].map { color in
        color.map(String.init).joined(separator: ";")
      }
      return (codes + colors).joined(separator: " ")
    }

    mutating func apply(_ codes: [Int]) {
      var rest = codes[...]
      while let code = rest.popFirst() {
        switch code {
        case 0: self = Style()
        case 38, 48:
          let count = rest.first == 2 ? 4 : 2
          let color = [code] + rest.prefix(count)
          rest = rest.dropFirst(count)
          if code == 38 { foreground = color } else { background = color }
        case 30...39, 90...97: foreground = [code]
        case 40...49, 100...107: background = [code]
        default: attributes.insert(code)
        }
      }
    }
  }
}
