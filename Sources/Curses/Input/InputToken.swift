import Screen

/// The first complete item in a run of bytes from a terminal.
struct InputToken {
  enum Meaning {
    case input(TerminalInput)
    case pasteBegins
    /// The end of a paste that isn't open: it was part of the pasted text, or came too late.
    case pasteEnds
    case stringBegins
    case nothing
  }

  let length: Int
  let meaning: Meaning
  /// Whether it is a sequence of several bytes with a beginning of its own, which nobody types.
  var isSequence = false

  init(_ length: Int, _ meaning: Meaning) {
    self.length = length
    self.meaning = meaning
  }

  init(_ length: Int, key: Key?) {
    self.init(length, key.map { .input(.key($0)) } ?? .nothing)
  }

  private static let escape: UInt8 = 0x1B

  /// Returns the first token; nil if more bytes are needed. With `isFinal` no more bytes will come,
  /// and there is always a token.
  static func next(in bytes: ArraySlice<UInt8>, isFinal: Bool) -> InputToken? {
    if let token = bytes.first == escape ? escaped(bytes) : character(bytes) { return token }
    return isFinal ? cutShort(bytes) : nil
  }

  /// The meaning of bytes that begin something whose rest did not come.
  private static func cutShort(_ bytes: ArraySlice<UInt8>) -> InputToken {
    guard bytes.first == escape else { return InputToken(1, .nothing) }
    let rest = bytes.dropFirst()
    switch rest.count {
    case 0: return InputToken(1, key: .named(.escape))
    case 1: return InputToken(2, key: alt(character(rest)))
    default: return InputToken(bytes.count, .nothing)
    }
  }

  /// Reads bytes that begin with the escape byte.
  private static func escaped(_ bytes: ArraySlice<UInt8>) -> InputToken? {
    let rest = bytes.dropFirst()
    guard let next = rest.first else { return nil }
    switch next {
    case UInt8(ascii: "["): return sequence(ControlSequence.token(bytes))
    case UInt8(ascii: "O"): return sequence(singleShift(bytes))
    case _ where ControlString.opens(next):
      return rest.count > 1 ? InputToken(2, .stringBegins) : nil
    case escape:
      return InputToken(1, key: .named(.escape))
    default:
      guard let token = character(rest) else { return nil }
      return InputToken(token.length + 1, key: alt(token))
    }
  }

  private static func sequence(_ token: InputToken?) -> InputToken? {
    var token = token
    token?.isSequence = true
    return token
  }

  /// Returns a key with alt added to it.
  private static func alt(_ token: InputToken?) -> Key? {
    guard case .input(.key(let key)) = token?.meaning else { return nil }
    return Key(key.base, key.modifiers.union(.alt))
  }

  /// Reads `ESC O x`, the application mode of arrows and the keypad.
  private static func singleShift(_ bytes: ArraySlice<UInt8>) -> InputToken? {
    guard let final = bytes.dropFirst(2).first else { return nil }
    guard final >= 0x40, final < 0x7F else { return InputToken(2, key: .character("O", .alt)) }
    return InputToken(3, key: KeySequences.singleShift[final].map { Key($0) })
  }
}

// MARK: - Characters

extension InputToken {
  /// Reads one character or control key.
  private static func character(_ bytes: ArraySlice<UInt8>) -> InputToken? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x00: return InputToken(1, key: .character(" ", .control))
    case 0x08, 0x7F: return InputToken(1, key: .named(.backspace))
    case 0x09: return InputToken(1, key: .named(.tab))
    case 0x0A, 0x0D: return InputToken(1, key: .named(.enter))
    case 0x01...0x1A:
      return InputToken(1, key: .character(Unicode.Scalar(first + 0x60), .control))
    case 0x1C...0x1F:
      return InputToken(1, key: .character(Unicode.Scalar(first + 0x40), .control))
    case 0x20..<0x7F:
      return InputToken(1, key: .character(Unicode.Scalar(first)))
    default:
      return multibyte(bytes)
    }
  }

  private static func multibyte(_ bytes: ArraySlice<UInt8>) -> InputToken? {
    var iterator = bytes.makeIterator()
    var codec = UTF8()
    switch codec.decode(&iterator) {
    case .scalarValue(let scalar):
      let isControl = scalar.value < 0xA0
      return InputToken(UTF8.width(scalar), key: isControl ? nil : .character(scalar))
    case .emptyInput:
      return nil
    case .error:
      return isCutShort(bytes) ? nil : InputToken(1, .nothing)
    }
  }

  /// Returns whether the bytes are the valid beginning of one character and nothing more.
  private static func isCutShort(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count < 4 else { return false }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    return (0xC2...0xF4).contains(first) && bytes.count < length
      && bytes.dropFirst().allSatisfy { 0x80...0xBF ~= $0 }
  }
}
