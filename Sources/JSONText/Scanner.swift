/// Reads a text one character at a time and counts line and column.
struct Scanner {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private(set) var line = 1
  private(set) var column = 1

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The next character; nil at the end.
  var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  var position: TextPosition { TextPosition(line: line, column: column) }

  /// Steps over one character. A carriage return and its line feed end one line, not two.
  mutating func advance() {
    guard let passed = next else { return }
    place += 1
    if passed == "\n" || (passed == "\r" && next != "\n") {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }

  /// Steps over one character that the caller knows, and returns it.
  mutating func advance(_ known: Unicode.Scalar) -> Unicode.Scalar {
    advance()
    return known
  }

  /// Steps over a text if it comes next; returns whether it did.
  mutating func skip(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard place + wanted.count <= scalars.count,
      zip(wanted, scalars[place...]).allSatisfy({ $0 == $1 })
    else { return false }
    for _ in wanted { advance() }
    return true
  }

  func error(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message, at: position)
  }

  /// The next character, for a sentence.
  var nextDescription: String {
    guard let next else { return "the end of the file" }
    if next.endsLine { return "the end of the line" }
    guard next.value >= 0x20, next.value < 0x7F || next.properties.isAlphabetic else {
      return "U+" + String(next.value, radix: 16, uppercase: true)
    }
    return "'\(next)'"
  }
}
