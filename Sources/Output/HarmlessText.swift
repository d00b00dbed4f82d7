/// Text that is safe to send to a terminal, a log or a file that a person opens: nothing in it
/// moves a cursor, turns the direction of writing, hides, or begins a line of its own.
///
/// Names, keys and words from files, venues and command lines go through here on their way out,
/// whatever message they are part of (``StandardStreams``, ``OutputFile``).
public enum HarmlessText {
  /// The replacement of a character that is not let through.
  public static let mark: Unicode.Scalar = "\u{FFFD}"

  /// One line. Characters that would end it or control a terminal are replaced, one for one, so
  /// that an attempt stays visible.
  public static func line(_ text: String) -> String {
    isPlain(text) ? text : cleaned(text) { isHarmless($0) }
  }

  /// Several lines: as ``line(_:)``, but line ends are kept.
  public static func lines(_ text: String) -> String {
    cleaned(text) { isHarmless($0) || $0 == "\n" }
  }

  /// Whether a character only shows itself. Controls, marks of direction, characters without width
  /// and unassigned ones do not.
  public static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return 0x20 <= scalar.value && scalar.value < 0x7F }
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      return false
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol, .spaceSeparator:
      return true
    @unknown default: return false
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
  }

  private static func cleaned(_ text: String, _ passes: (Unicode.Scalar) -> Bool) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(passes(scalar) ? scalar : mark) }
    return String(clean)
  }
}
