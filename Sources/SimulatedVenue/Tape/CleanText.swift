import Output

/// Makes text from a file fit for a message or a screen: no control characters, which could control
/// a terminal; no direction marks, which could make it read as something else; and no more
/// characters than `limit`.
enum CleanText {
  static func cleaned(_ text: String, limit: Int = .max) -> String {
    var clean = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        clean.append("…")
        break
      }
      clean.append(HarmlessText.isHarmless(scalar) ? scalar : "?")
      count += 1
    }
    return String(clean)
  }

  /// Replaces bytes that are not UTF-8 by replacement characters.
  static func cleaned(_ bytes: some Sequence<UInt8>, limit: Int) -> String {
    // A character has at most four bytes; one character more than `limit` shows that something was
    // cut.
    let enough = Array(bytes.prefix((limit + 1) * 4))
    return cleaned(String(decoding: enough, as: UTF8.self), limit: limit)
  }
}
