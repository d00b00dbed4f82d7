// MARK: - Text

extension JSONReader {
  /// Reads quoted text.
  mutating func string() throws(JSONSyntaxError) -> String {
    let start = scanner.position
    guard let quote = scanner.next else { throw unexpected("text") }
    scanner.advance()
    var text = String.UnicodeScalarView()
    while let next = scanner.next {
      if next == quote {
        scanner.advance()
        return String(text)
      }
      guard next != "\n", next != "\r" else { break }
      if next == "\\" {
        scanner.advance()
        if let escaped = try escape() { text.append(escaped) }
      } else {
        text.append(scanner.advance(next))
      }
    }
    throw JSONSyntaxError("text begins here and has no closing \(quote)", at: start)
  }

  /// Reads what follows a backslash; nil if it continues the text on the next line.
  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar? {
    guard let next = scanner.next else { throw unexpected("a character after the backslash") }
    if next.endsLine {
      if !scanner.skip("\r\n") { scanner.advance() }
      return nil
    }
    let start = scanner.position
    scanner.advance()
    switch next {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "0": return "\0"
    case "x": return Unicode.Scalar(try hexadecimal(digits: 2))
    case "u": return try unicodeEscape(from: start)
    case "1"..."9": throw JSONSyntaxError("a digit can't follow a backslash", at: start)
    default: return next
    }
  }

  private mutating func unicodeEscape(from start: TextPosition) throws(JSONSyntaxError)
    -> Unicode.Scalar
  {
    let first = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    let lone = JSONSyntaxError("half of a surrogate pair", at: start)
    guard first < 0xDC00, scanner.skip("\\u") else { throw lone }
    let second = try hexadecimal(digits: 4)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw lone }
    return scalar
  }

  private mutating func hexadecimal(digits count: Int) throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = scanner.next?.hexadecimalDigit else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | digit
      scanner.advance()
    }
    return value
  }
}

extension Unicode.Scalar {
  fileprivate var hexadecimalDigit: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }

  var isDigit: Bool { ("0"..."9").contains(self) }
}

// MARK: - Numbers

extension JSONReader {
  /// Reads a number and converts it to the form of ``JSONNumber/text``.
  mutating func number() throws(JSONSyntaxError) -> JSONNumber {
    var text = ""
    if scanner.skip("-") { text = "-" } else { _ = scanner.skip("+") }
    if scanner.skip("Infinity") { return JSONNumber(text + JSONNumber.infinity.text) }
    if scanner.skip("NaN") { return .undefined }
    if scanner.skip("0x") || scanner.skip("0X") {
      return JSONNumber(text + (try hexadecimalNumber()))
    }
    let whole = digits()
    let fraction = scanner.skip(".") ? digits() : ""
    guard !whole.isEmpty || !fraction.isEmpty else { throw unexpected("a digit") }
    guard whole.count < 2 || !whole.hasPrefix("0") else {
      throw scanner.error("a number can't begin with a needless 0")
    }
    text += whole.isEmpty ? "0" : whole
    if !fraction.isEmpty { text += "." + fraction }
    if scanner.skip("e") || scanner.skip("E") { text += "e" + (try exponent()) }
    return JSONNumber(text)
  }

  private mutating func digits() -> String {
    var digits = ""
    while let next = scanner.next, next.isDigit {
      digits.unicodeScalars.append(scanner.advance(next))
    }
    return digits
  }

  private mutating func exponent() throws(JSONSyntaxError) -> String {
    let sign = scanner.skip("-") ? "-" : ""
    if sign.isEmpty { _ = scanner.skip("+") }
    let digits = digits()
    guard !digits.isEmpty else { throw unexpected("a digit of the exponent") }
    return sign + digits
  }

  private mutating func hexadecimalNumber() throws(JSONSyntaxError) -> String {
    let start = scanner.position
    var value: UInt64 = 0
    var count = 0
    while let digit = scanner.next?.hexadecimalDigit {
      guard value < 1 << 59 else { throw JSONSyntaxError("too large a number", at: start) }
      value = value << 4 | UInt64(digit)
      count += 1
      scanner.advance()
    }
    guard count > 0 else { throw unexpected("a hexadecimal digit") }
    return String(value)
  }
}
