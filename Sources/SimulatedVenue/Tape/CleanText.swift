/// Makes text from a file fit for a message or a screen: no control characters, which could drive
/// a terminal, no direction marks, which could make it read as something else, and no more of it
/// than asked for.
enum CleanText {
  static func cleaned(_ text: String, limit: Int = .max) -> String {
    var clean = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        clean.append("…")
        break
      }
      clean.append(isHarmless(scalar) ? scalar : "?")
      count += 1
    }
    return String(clean)
  }

  /// Bytes that are not UTF-8 come out as replacement characters.
  static func cleaned(_ bytes: some Sequence<UInt8>, limit: Int) -> String {
    // A character has at most four bytes; one more than wanted shows that something was left out.
    let enough = Array(bytes.prefix((limit + 1) * 4))
    return cleaned(String(decoding: enough, as: UTF8.self), limit: limit)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol, .spaceSeparator:
      true
    @unknown default: false
    }
  }
}
