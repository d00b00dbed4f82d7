import Screen

/// Tells typing from text that was sent to the terminal at once: a burst is a paste.
///
/// A terminal without bracketed paste sends pasted text as if it were typed, and a paste can
/// contain the mark of its own end. An operator does not press more than a few different keys
/// between two reads. So if one read holds more than ``mostKeys`` keys that are not all the same,
/// they are text. So is everything that follows without a pause of ``quiet``.
public struct BurstFilter: Sendable {
  /// The most different keys in one read that count as typing.
  public static let mostKeys = 3
  /// The pause that ends a burst.
  public static let quiet: Duration = .milliseconds(60)

  private var burstEnds: Duration?

  public init() {}

  /// Takes the inputs of one read and its time. Returns the inputs that may be acted upon.
  ///
  /// - Parameter now: the time of a clock that only goes forward.
  public mutating func filter(_ inputs: [TerminalInput], at now: Duration) -> [TerminalInput] {
    let inputs = joinNested(inputs, at: now)
    let keys = inputs.compactMap(\.key)
    let goesOn = burstEnds.map { now < $0 } ?? false
    let begins = keys.count > Self.mostKeys && Set(keys).count > 1
    guard goesOn || begins else {
      burstEnds = nil
      return inputs
    }
    burstEnds = now + Self.quiet
    guard !keys.isEmpty else { return inputs }
    return inputs.filter { $0.key == nil } + [.paste(Self.text(of: keys))]
  }

  /// Takes as text what one read holds after a paste. A paste can contain the mark of its own end,
  /// and what follows that is not typed, however few keys it is.
  private mutating func joinNested(_ inputs: [TerminalInput], at now: Duration) -> [TerminalInput] {
    let nested = inputs.filter(\.isDoubtedForPaste).compactMap(\.key)
    guard !nested.isEmpty, inputs.contains(where: \.isPaste) else { return inputs }
    burstEnds = now + Self.quiet
    return inputs.filter { !$0.isDoubtedForPaste } + [.paste(Self.text(of: nested))]
  }

  /// Returns the text that keys would have typed into a text field.
  private static func text(of keys: [Key]) -> [UInt8] {
    var text = ""
    for key in keys {
      if let typed = key.typed {
        text.unicodeScalars.append(typed)
      } else if key == .named(.enter) {
        text += "\n"
      } else if key == .named(.tab) {
        text += "\t"
      }
    }
    return Array(text.utf8)
  }
}

extension TerminalInput {
  fileprivate var key: Key? {
    switch self {
    case .key(let key), .doubtful(let key, _): key
    case .paste, .mouse: nil
    }
  }

  fileprivate var isPaste: Bool { if case .paste = self { true } else { false } }

  fileprivate var isDoubtedForPaste: Bool {
    if case .doubtful(_, .afterPaste) = self { true } else { false }
  }
}
