/// Reads JSON5: JSON with comments, trailing commas, unquoted keys and single quotes.
///
/// It is made for files that people edit. It keeps the order of keys and every position, so that a
/// problem can name file, line and column, which Foundation's decoder cannot.
/// - Source: the JSON5 specification, version 1.0.0.
public enum JSONText {
  /// The deepest nesting that is read. Our own files have a handful of levels; a hostile file must
  /// not exhaust the stack.
  public static let maximumDepth = 64

  /// - Parameter blank: the value of a text with nothing but blanks and comments; nil makes it an
  ///   error.
  public static func read(
    _ text: String, whenBlank blank: JSONValue? = nil
  ) throws(JSONSyntaxError) -> JSONNode {
    var reader = JSONReader(text)
    return try reader.document(whenBlank: blank)
  }
}

/// The state of reading one text: a position in it, and the depth of nesting.
struct JSONReader {
  var scanner: Scanner
  private var depth = 0

  init(_ text: String) {
    scanner = Scanner(text)
  }

  mutating func document(whenBlank blank: JSONValue?) throws(JSONSyntaxError) -> JSONNode {
    try skipBlanks()
    if let blank, scanner.next == nil { return JSONNode(blank, at: scanner.position) }
    let node = try value()
    try skipBlanks()
    guard scanner.next == nil else { throw unexpected("the end of the file") }
    return node
  }

  func unexpected(_ expected: String) -> JSONSyntaxError {
    scanner.error("expected \(expected), found \(scanner.nextDescription)")
  }

  private mutating func value() throws(JSONSyntaxError) -> JSONNode {
    let position = scanner.position
    switch scanner.next {
    case "{": return JSONNode(.object(try object()), at: position)
    case "[": return JSONNode(.array(try array()), at: position)
    case "\"", "'": return JSONNode(.string(try string()), at: position)
    case "-", "+", ".": return JSONNode(.number(try number()), at: position)
    case let next? where next.isDigit: return JSONNode(.number(try number()), at: position)
    default: return JSONNode(try word(), at: position)
    }
  }

  private mutating func word() throws(JSONSyntaxError) -> JSONValue {
    guard let next = scanner.next, next.startsIdentifier else { throw unexpected("a value") }
    let start = scanner.position
    switch try identifier() {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "Infinity": return .number(.infinity)
    case "NaN": return .number(.undefined)
    case let word:
      throw JSONSyntaxError("expected a value, found \(word); text needs quotes", at: start)
    }
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONObject {
    var members: [JSONObject.Member] = []
    try enter()
    while scanner.next != "}" {
      let keyPosition = scanner.position
      let key = try key()
      try skipBlanks()
      guard scanner.skip(":") else { throw unexpected("':' after the key \(key)") }
      try skipBlanks()
      members.append(.init(key: key, keyPosition: keyPosition, node: try value()))
      try separator(before: "}", in: "the object")
    }
    leave()
    return JSONObject(members)
  }

  private mutating func key() throws(JSONSyntaxError) -> String {
    switch scanner.next {
    case "\"", "'": return try string()
    case let next? where next.startsIdentifier: return try identifier()
    default: throw unexpected("a key or '}'")
    }
  }

  private mutating func array() throws(JSONSyntaxError) -> [JSONNode] {
    var elements: [JSONNode] = []
    try enter()
    while scanner.next != "]" {
      elements.append(try value())
      try separator(before: "]", in: "the list")
    }
    leave()
    return elements
  }

  /// Steps over an opening bracket and the blanks after it.
  private mutating func enter() throws(JSONSyntaxError) {
    guard depth < JSONText.maximumDepth else {
      throw scanner.error("nested deeper than \(JSONText.maximumDepth) levels")
    }
    depth += 1
    scanner.advance()
    try skipBlanks()
  }

  private mutating func leave() {
    depth -= 1
    scanner.advance()
  }

  /// Steps over a comma, or stops before the closing bracket.
  private mutating func separator(before end: Unicode.Scalar, in what: String)
    throws(JSONSyntaxError)
  {
    try skipBlanks()
    if scanner.skip(",") { return try skipBlanks() }
    guard scanner.next == end else { throw unexpected("',' or '\(end)' in \(what)") }
  }

  private mutating func identifier() throws(JSONSyntaxError) -> String {
    var name = String.UnicodeScalarView()
    while let next = scanner.next, next.continuesIdentifier { name.append(scanner.advance(next)) }
    return String(name)
  }

  private mutating func skipBlanks() throws(JSONSyntaxError) {
    while let next = scanner.next {
      if next.isJSONBlank {
        scanner.advance()
      } else if next == "/" {
        try comment()
      } else {
        return
      }
    }
  }

  private mutating func comment() throws(JSONSyntaxError) {
    let start = scanner.position
    scanner.advance()
    switch scanner.next {
    case "/":
      while let next = scanner.next, !next.endsLine { scanner.advance() }
    case "*":
      scanner.advance()
      while !scanner.skip("*/") {
        guard scanner.next != nil else {
          throw JSONSyntaxError("a comment begins here and never ends", at: start)
        }
        scanner.advance()
      }
    default:
      throw unexpected("'/' or '*' to begin a comment")
    }
  }
}

extension Unicode.Scalar {
  fileprivate var startsIdentifier: Bool {
    self == "_" || self == "$" || properties.isAlphabetic
  }

  fileprivate var continuesIdentifier: Bool {
    startsIdentifier || properties.numericType == .decimal
  }

  fileprivate var isJSONBlank: Bool {
    properties.isWhitespace || self == "\u{FEFF}"
  }

  var endsLine: Bool { self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}" }
}
