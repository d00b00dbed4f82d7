import Engine
import JSONText

/// Reads a record from the JSON that a ``RecordWriter`` wrote.
///
/// The texts have hundreds of thousands of bytes and are read while nothing trades. ``JSONText``
/// counts lines and columns, keeps two indexes of every object's keys and takes one character at a
/// time, which takes several times as long; it reads what people write.
struct RecordReader {
  /// The deepest nesting that is read; a record has less than half of it.
  private static let maximumDepth = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func record() throws(RecordTextError) -> EngineRecord {
    try take("{\"version\":")
    let start = place
    guard case .integer(let wide) = try number(), let version = Int(exactly: wide) else {
      throw RecordTextError(expected: "the version", byte: start)
    }
    try take(",\"state\":")
    let state = try value()
    try take(UInt8(ascii: "}"))
    guard place == bytes.count else { throw expected("the end") }
    return EngineRecord(version: version, state: state)
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func expected(_ what: String) -> RecordTextError {
    RecordTextError(expected: what, byte: place)
  }

  private mutating func take(_ text: StaticString) throws(RecordTextError) {
    let count = text.utf8CodeUnitCount
    let fits = text.withUTF8Buffer { wanted in
      place + count <= bytes.count && bytes[place..<place + count].elementsEqual(wanted)
    }
    guard fits else { throw expected("\(text)") }
    place += count
  }

  private mutating func take(_ byte: UInt8) throws(RecordTextError) {
    guard next == byte else { throw expected("\(Unicode.Scalar(byte))") }
    place += 1
  }

  private mutating func value() throws(RecordTextError) -> RecordValue {
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return try marked(text())
    case UInt8(ascii: "n"):
      try take("null")
      return .nothing
    case UInt8(ascii: "t"):
      try take("true")
      return .flag(true)
    case UInt8(ascii: "f"):
      try take("false")
      return .flag(false)
    default: return try number()
    }
  }

  // MARK: Lists and objects

  private mutating func list() throws(RecordTextError) -> RecordValue {
    var elements: [RecordValue] = []
    try each(UInt8(ascii: "]")) { (reader) throws(RecordTextError) in
      elements.append(try reader.value())
    }
    return .list(elements)
  }

  private mutating func object() throws(RecordTextError) -> RecordValue {
    let start = place
    var fields: [RecordValue.Field] = []
    try each(UInt8(ascii: "}")) { (reader) throws(RecordTextError) in
      let name = try reader.text()
      try reader.take(UInt8(ascii: ":"))
      fields.append(RecordValue.Field(name, try reader.value()))
    }
    guard let first = fields.first, first.name.utf8.first == UInt8(ascii: ".") else {
      return .fields(fields)
    }
    guard fields.count == 1, case .fields(let data) = first.value, !data.isEmpty else {
      throw RecordTextError(expected: "one case with its data", byte: start)
    }
    return .choice(String(first.name.dropFirst()), data)
  }

  /// Reads what is between an opening bracket and its closing one, with commas between.
  private mutating func each(
    _ close: UInt8, _ read: (inout RecordReader) throws(RecordTextError) -> Void
  ) throws(RecordTextError) {
    guard depth < RecordReader.maximumDepth else {
      throw expected("at most \(RecordReader.maximumDepth) levels")
    }
    depth += 1
    place += 1
    if next != close { try read(&self) }
    while next != close {
      try take(UInt8(ascii: ","))
      try read(&self)
    }
    place += 1
    depth -= 1
  }

  // MARK: Texts and numbers

  /// A text with the marks of a ``RecordWriter``.
  private func marked(_ text: String) throws(RecordTextError) -> RecordValue {
    switch text.utf8.first {
    case UInt8(ascii: "."): return .choice(String(text.dropFirst()), [])
    case UInt8(ascii: "="): return .text(String(text.dropFirst()))
    case UInt8(ascii: "#"):
      guard let pattern = UInt64(text.dropFirst(), radix: 16) else {
        throw expected("the bits of a number after #")
      }
      return .number(RecordValue.Bits(Double(bitPattern: pattern)))
    default: return .text(text)
    }
  }

  private mutating func text() throws(RecordTextError) -> String {
    try take(UInt8(ascii: "\""))
    let start = place
    var isPlain = true
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") { (isPlain, place) = (false, place + 1) }
      place += 1
    }
    guard place < bytes.count else { throw expected("a closing quote") }
    place += 1
    if isPlain { return String(decoding: bytes[start..<place - 1], as: UTF8.self) }
    return try escaped(String(decoding: bytes[start - 1..<place], as: UTF8.self))
  }

  /// A text in quotes with escapes, which are rare.
  private func escaped(_ quoted: String) throws(RecordTextError) -> String {
    do {
      guard let text = try JSONText.read(quoted).string else { throw expected("text") }
      return text
    } catch let error as JSONSyntaxError {
      throw expected("text without a fault: \(error)")
    } catch {
      throw expected("text: \(error)")
    }
  }

  private mutating func number() throws(RecordTextError) -> RecordValue {
    let start = place
    var isWhole = true
    let hasSign = next == UInt8(ascii: "-")
    if hasSign { place += 1 }
    guard let first = next, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") else {
      throw expected("a value")
    }
    var word: UInt64 = 0
    while let byte = next {
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        word = word &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      {
        isWhole = false
      } else {
        break
      }
      place += 1
    }
    let digits = place - start - (hasSign ? 1 : 0)
    // 18 digits fit into the word.
    if isWhole, digits <= 18 { return .integer(hasSign ? -Int128(word) : Int128(word)) }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let integer = Int128(text) { return .integer(integer) }
    guard !isWhole, let number = Double(text), number.isFinite else {
      throw RecordTextError(expected: "a number that fits", byte: start)
    }
    return .number(RecordValue.Bits(number))
  }
}
