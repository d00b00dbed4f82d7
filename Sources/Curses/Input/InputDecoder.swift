import Screen

/// What a terminal sent, once its bytes are decoded.
public enum TerminalInput: Hashable, Sendable {
  case key(Key)
  /// A key that may not be one the operator pressed; see ``Doubt``.
  case doubtful(Key, Doubt)
  /// Pasted text, not yet made safe. Show it only as `SafeText`.
  case paste([UInt8])
  case mouse(MouseEvent)
}

/// Decodes a terminal's bytes into keys, pastes and mouse reports, however they are split into
/// reads and however long a link holds back the next piece.
///
/// It knows the sequences of xterm and its kin, the Linux console, rxvt and VT220 in normal and
/// application mode, so that it needs no mode of its own. It drops an unknown sequence whole: a
/// terminal's answer or an unknown key must not become a row of commands.
///
/// Time is an input: ``feed(_:at:)`` says when bytes were read, ``expire(at:)`` says that there was
/// nothing to read. Only the latter lets time run out. So bytes that waited while the program was
/// busy still count as the rest of what they belong to.
public struct InputDecoder: Sendable {
  /// The state of an escape byte at the start of ``pending``.
  private enum Escape: Equatable {
    /// It is only the beginning of what follows it.
    case joined
    /// It ended its read. It is the escape key unless the rest comes within ``escapePause``.
    case alone(since: Duration)
    /// It has acted as the escape key; the rest of a sequence may still come.
    case acted(since: Duration)
  }

  /// How long to wait for the rest of a sequence.
  let escapeDelay: Duration
  private var pending: [UInt8] = []
  private var escape = Escape.joined
  private var paste: [UInt8]?
  private var string: ControlString?
  private var doubt: (kind: Doubt, ends: Duration)?
  private var pendingEnds: Duration?

  /// The most bytes of a paste that are kept. The rest is read and dropped.
  public static let longestPaste = 1 << 20
  /// How long an escape byte at the end of a read waits before it acts as the escape key. The wait
  /// is too short to notice, but long enough to join what a local terminal wrote in two pieces.
  static let escapePause: Duration = .milliseconds(30)
  /// The longest pause within a paste. After it the paste counts as over.
  static let pastePause: Duration = .milliseconds(1_000)
  /// How long keys are doubted after a paste whose end never came.
  static let pasteDoubt: Duration = .milliseconds(2_000)

  /// - Parameter escapeDelay: how long the rest of a cut sequence may take; `ESCDELAY`.
  public init(escapeDelay: Duration = .milliseconds(500)) {
    self.escapeDelay = escapeDelay
  }

  /// Whether the decoder holds bytes that may be the beginning of something longer.
  public var isWaiting: Bool { !pending.isEmpty || paste != nil || string != nil }
  public var isPasting: Bool { paste != nil }

  /// When to call ``expire(at:)`` if nothing is read before; nil while nothing is awaited.
  public var deadline: Duration? { [pendingEnds, doubt?.ends].compactMap { $0 }.min() }

  /// Takes the bytes of one read and returns the complete inputs.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at now: Duration) -> [TerminalInput] {
    let bytes = Array(bytes)
    var inputs: [TerminalInput] = []
    if let first = bytes.first { inputs += parted(from: first) }
    pending += bytes
    inputs += drain(at: now, isFinal: false)
    renewDeadline(from: now)
    return inputs
  }

  /// Says that there was nothing to read. What has waited too long counts as complete: a lone
  /// escape byte is the escape key, and a paste without an end is a paste.
  public mutating func expire(at now: Duration) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    while let ends = pendingEnds, now >= ends { inputs += giveUp(at: ends) }
    if let ends = doubt?.ends, now >= ends { doubt = nil }
    return inputs
  }

  // MARK: Time

  private mutating func renewDeadline(from now: Duration) {
    if paste != nil {
      pendingEnds = now + Self.pastePause
    } else if case .alone(let since) = escape {
      pendingEnds = since + min(Self.escapePause, escapeDelay)
    } else {
      pendingEnds = isWaiting ? now + escapeDelay : nil
    }
    // A character that begins while keys are doubted is doubted to its end.
    if let (kind, ends) = doubt, escape == .joined, !pending.isEmpty {
      doubt = (kind, max(ends, now + escapeDelay))
    }
  }

  /// Takes as complete what was awaited until now.
  private mutating func giveUp(at now: Duration) -> [TerminalInput] {
    pendingEnds = nil
    if case .alone(let since) = escape {
      escape = .acted(since: since)
      pendingEnds = since + escapeDelay
      return [.key(.named(.escape))]
    }
    var inputs: [TerminalInput] = []
    if case .acted = escape {
      inputs = forsaken
      pending = []
    }
    (escape, string) = (.joined, nil)
    inputs += drain(at: now, isFinal: true)
    if let text = paste {
      inputs.append(.paste(text))
      paste = nil
      doubt = (.afterPaste, now + Self.pasteDoubt)
    }
    return inputs
  }

  /// The key pressed after a lone escape that looked like the beginning of a sequence.
  private var forsaken: [TerminalInput] {
    guard pending.count == 2 else { return [] }
    return [.doubtful(.character(Unicode.Scalar(pending[1])), .afterEscape)]
  }

  // MARK: A lone escape

  /// The bytes after a lone escape byte that may continue a sequence.
  private static let introducers = Array("[O]P".utf8)

  /// Separates a lone escape byte from the next byte if they can't belong together.
  private mutating func parted(from next: UInt8) -> [TerminalInput] {
    guard pending == [0x1B], paste == nil, string == nil, escape != .joined else { return [] }
    if Self.introducers.contains(next) {
      if case .alone = escape { escape = .joined }
      return []
    }
    var inputs: [TerminalInput] = []
    switch escape {
    case .joined: break
    case .alone(let since):
      inputs = [.key(.named(.escape))]
      doubt = (.afterEscape, since + escapeDelay)
    case .acted(let since): doubt = (.afterEscape, since + escapeDelay)
    }
    pending = []
    escape = .joined
    return inputs
  }

  /// Whether the bytes after an escape byte that has already acted can't be a sequence of any
  /// terminal. Then the introducer was a key, and so is what follows it.
  private func isTyped(_ token: InputToken?, _ bytes: ArraySlice<UInt8>) -> Bool {
    guard case .acted = escape, bytes.count > 2 else { return false }
    let (introducer, next) = (bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
    if ControlString.opens(introducer) { return !ControlString.begins(introducer, with: next) }
    guard let token else { return false }
    if token.length == 2 { return true }
    guard token.length == 3, case .nothing = token.meaning else { return false }
    return true
  }

  // MARK: Bytes

  private mutating func drain(at now: Duration, isFinal: Bool) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    var rest = pending[...]
    while !rest.isEmpty {
      if paste != nil {
        guard let text = takePaste(&rest, isFinal: isFinal) else { break }
        inputs.append(.paste(text))
        doubt = (.afterPaste, now + escapeDelay)
        continue
      }
      if string != nil {
        guard takeString(&rest) else { break }
        continue
      }
      let token = InputToken.next(in: rest, isFinal: isFinal)
      if isTyped(token, rest) {
        let introducer = Unicode.Scalar(rest[rest.startIndex + 1])
        inputs.append(.doubtful(.character(introducer), .afterEscape))
        doubt = (.afterEscape, now + escapeDelay)
        rest = rest.dropFirst(2)
        escape = .joined
        continue
      }
      guard let token else {
        if escape == .joined, rest.count == 1, rest.first == 0x1B { escape = .alone(since: now) }
        break
      }
      if let input = take(token, at: now) { inputs.append(input) }
      rest = rest.dropFirst(token.length)
    }
    pending = Array(rest)
    return inputs
  }

  /// Returns the input of a token, marked as doubtful if it is.
  private mutating func take(_ token: InputToken, at now: Duration) -> TerminalInput? {
    let hasActed = if case .acted = escape { true } else { false }
    escape = .joined
    switch token.meaning {
    case .input(.key(let key)):
      if hasActed { return .doubtful(key, .escapeActed) }
      guard let doubt, !token.isSequence, key != .named(.escape) else { return .key(key) }
      return .doubtful(key, doubt.kind)
    case .input(.mouse(let event)): return hasActed ? nil : .mouse(event)
    case .input(let other): return other
    case .pasteBegins: paste = []
    case .pasteEnds: doubt = nil
    case .stringBegins: string = ControlString()
    case .nothing:
      if hasActed { doubt = (.afterEscape, now + escapeDelay) }
    }
    return nil
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Moves pasted bytes over. Returns the paste once its end has come; nil before.
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

  /// Drops the bytes of a control string. Returns whether its end has come.
  private mutating func takeString(_ rest: inout ArraySlice<UInt8>) -> Bool {
    while let byte = rest.popFirst() {
      guard string?.ends(with: byte) ?? true else { continue }
      string = nil
      return true
    }
    return false
  }
}
