import Screen

/// What a terminal says, once its bytes are understood.
public enum TerminalInput: Hashable, Sendable {
  case key(Key)
  /// Pasted text as it came; to be shown only as `SafeText`.
  case paste([UInt8])
  case mouse(MouseEvent)
}

/// Turns a terminal's bytes into keys, pastes and mouse reports, however they're cut into reads.
///
/// Knows the sequences of xterm and its kin, the Linux console, rxvt and VT220 in normal and
/// application mode, so that it needs no mode of its own. What it doesn't know it swallows whole:
/// a terminal's answer or a key we never heard of must not become a row of commands.
public struct InputDecoder: Sendable {
  private var pending: [UInt8] = []
  private var paste: [UInt8]?

  /// The most bytes of a paste that are kept; the rest is read and dropped.
  public static let longestPaste = 1 << 20
  /// The most bytes of one control string that are waited for.
  static let longestSequence = 4096

  public init() {}

  /// Whether bytes are held that may be the beginning of something longer.
  public var isWaiting: Bool { !pending.isEmpty || paste != nil }
  public var isPasting: Bool { paste != nil }

  /// Takes what one read brought and returns what is complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    pending += bytes
    return drain(isFinal: false)
  }

  /// Takes what is held as complete, because nothing followed for a while: an escape byte by
  /// itself is the escape key; a paste whose end never came is a paste.
  public mutating func flush() -> [TerminalInput] {
    var inputs = drain(isFinal: true)
    if let text = paste {
      inputs.append(.paste(text))
      paste = nil
    }
    return inputs
  }

  private mutating func drain(isFinal: Bool) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    var rest = pending[...]
    while !rest.isEmpty {
      if paste != nil {
        guard let text = takePaste(&rest, isFinal: isFinal) else { break }
        inputs.append(.paste(text))
        continue
      }
      guard let token = InputToken.next(in: rest, isFinal: isFinal) else { break }
      rest = rest.dropFirst(token.length)
      switch token.meaning {
      case .input(let input): inputs.append(input)
      case .pasteBegins: paste = []
      case .nothing: break
      }
    }
    pending = Array(rest)
    return inputs
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Moves pasted bytes over; returns the paste once its end has come.
  private mutating func takePaste(_ rest: inout ArraySlice<UInt8>, isFinal: Bool) -> [UInt8]? {
    var text = paste ?? []
    while let byte = rest.first {
      if byte == 0x1B, rest.starts(with: Self.pasteEnd) {
        rest = rest.dropFirst(Self.pasteEnd.count)
        paste = nil
        return text
      }
      if byte == 0x1B, !isFinal, Self.pasteEnd.starts(with: rest) { break }
      if text.count < Self.longestPaste { text.append(byte) }
      rest = rest.dropFirst()
    }
    paste = text
    return nil
  }
}
