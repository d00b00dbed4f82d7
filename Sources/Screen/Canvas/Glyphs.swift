/// The set of characters a terminal can show.
///
/// Panels always draw the Unicode glyphs named below. An ASCII canvas replaces each glyph as it is
/// written with an ASCII character of the same width, so panels need not ask.
public enum Glyphs: Sendable {
  case unicode, ascii

  /// Returns the character to draw for the requested one.
  func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .unicode: scalar
    case .ascii: scalar.isPlainASCII ? scalar : Self.likeness(of: scalar)
    }
  }
}

extension Glyphs {
  /// Returns text of several lines in the characters of this set.
  public func shown(_ text: String) -> String {
    guard case .ascii = self else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(scalar == "\n" ? scalar : self.shown(scalar)) }
    return String(shown)
  }

  public static let ellipsis: Unicode.Scalar = "…"

  // Lines.
  public static let horizontal: Unicode.Scalar = "─"
  public static let vertical: Unicode.Scalar = "│"
  public static let topLeft: Unicode.Scalar = "┌"
  public static let topRight: Unicode.Scalar = "┐"
  public static let bottomLeft: Unicode.Scalar = "└"
  public static let bottomRight: Unicode.Scalar = "┘"
  public static let gapLine: Unicode.Scalar = "┄"

  // Pointers.
  public static let up: Unicode.Scalar = "▲"
  public static let down: Unicode.Scalar = "▼"
  public static let right: Unicode.Scalar = "▶"
  public static let left: Unicode.Scalar = "◀"

  // States of our own order, from planned to ended. Each is legible without color.
  public static let planned: Unicode.Scalar = "·"
  public static let inFlight: Unicode.Scalar = "»"
  public static let working: Unicode.Scalar = "○"
  public static let confirmed: Unicode.Scalar = "●"
  public static let cancelling: Unicode.Scalar = "×"
  public static let unknown: Unicode.Scalar = "?"
  public static let foreign: Unicode.Scalar = "◆"

  // Marks and gauges.
  public static let average: Unicode.Scalar = "◊"
  public static let anchor: Unicode.Scalar = "┼"
  public static let ok: Unicode.Scalar = "✓"
  public static let barFull: Unicode.Scalar = "█"
  public static let barEmpty: Unicode.Scalar = "░"
}

extension Glyphs {
  /// Returns the printable ASCII character that looks most like another character; `?` if none
  /// does.
  static func likeness(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "…": "~"
    case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═", "‐"..."―", "−", "▔", "▁": "-"
    case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "║", "▏", "▎": "|"
    case "\u{2500}"..."\u{257F}": "+"
    case "░": "."
    case "▒": ":"
    case "\u{2580}"..."\u{259F}": "#"
    case "▲", "△", "↑": "^"
    case "▼", "▽", "↓": "v"
    case "▶", "▷", "►", "→", "»", "›": ">"
    case "◀", "◁", "◄", "←", "«", "‹": "<"
    case "·", "•", "∙", "⋅": "."
    case "○", "◌", "°": "o"
    case "●", "◉": "*"
    case "×", "✕", "✗": "x"
    case "✓", "✔": "y"
    case "◆", "◇": "#"
    case "◊": "@"
    case "‘", "’": "'"
    case "“", "”": "\""
    case "≈": "~"
    case "µ", "μ": "u"
    case "\u{3000}": " "
    default: "?"
    }
  }
}
