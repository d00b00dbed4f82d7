/// Text that is safe to draw: nothing in it moves a cursor, changes the writing direction, joins
/// its neighbours or hides.
///
/// Whatever comes from outside (a venue, a file, an operator) becomes a ``SafeText`` before it
/// reaches a ``Canvas``, which takes nothing else. A character that may not be drawn is replaced
/// one for one by ``mark``, so that an attempt to inject it stays visible.
public struct SafeText: Hashable, Sendable {
  /// The characters as they'll be drawn, one Unicode scalar per drawn character.
  public let text: String
  /// The width on the screen. Unit: columns.
  public let columns: Int

  /// Replaces a character that may not be drawn.
  public static let mark: Unicode.Scalar = "\u{FFFD}"
  public static let empty = SafeText(trusted: "", columns: 0)

  /// Makes any text drawable. Invalid UTF-8 became U+FFFD when the `String` was made.
  public init(_ text: some StringProtocol) {
    if Self.isPlain(text) {
      self.init(trusted: String(text), columns: text.utf8.count)
    } else {
      self.init(scalars: text.unicodeScalars)
    }
  }

  public init(_ number: some BinaryInteger) {
    self.init(String(number))
  }

  /// Makes any bytes from outside drawable.
  public init(utf8 bytes: some Collection<UInt8>) {
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  init(trusted text: String, columns: Int) {
    self.text = text
    self.columns = columns
  }

  private init(scalars: some Sequence<Unicode.Scalar>) {
    var safe = String.UnicodeScalarView()
    var columns = 0
    for scalar in scalars {
      let drawn = CharacterWidth.drawable(scalar)
      safe.append(drawn)
      columns += CharacterWidth.columns(of: drawn)
    }
    self.init(trusted: String(safe), columns: columns)
  }

  /// Returns whether every character is printable ASCII: the common case, and one column each.
  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
  }
}

extension SafeText: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

extension SafeText: CustomStringConvertible {
  public var description: String { text }
}

extension SafeText {
  public var isEmpty: Bool { columns == 0 }

  /// Returns the two texts side by side.
  public static func + (left: SafeText, right: SafeText) -> SafeText {
    SafeText(trusted: left.text + right.text, columns: left.columns + right.columns)
  }

  /// Returns `character` repeated `count` times.
  public static func repeating(_ character: Unicode.Scalar, count: Int) -> SafeText {
    SafeText(scalars: repeatElement(character, count: max(0, count)))
  }

  /// Returns the text cut to a width. If it is cut, its last column is an ellipsis.
  ///
  /// A wide character that would be cut through is left out, so the result can be one column
  /// narrower than asked. An ASCII canvas draws the ellipsis as `~`.
  public func truncated(to width: Int) -> SafeText {
    guard columns > width else { return self }
    guard width > 0 else { return .empty }
    let kept = prefix(width - 1)
    return SafeText(
      trusted: kept.text + String(Glyphs.ellipsis), columns: kept.columns + 1)
  }

  /// Returns the first characters that fit a width, without an ellipsis.
  public func prefix(_ width: Int) -> SafeText {
    guard columns > width else { return self }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let wide = CharacterWidth.columns(of: scalar)
      guard used + wide <= width else { break }
      kept.append(scalar)
      used += wide
    }
    return SafeText(trusted: String(kept), columns: used)
  }

  /// Returns the text in lines of a width, broken at blanks if there are any. Later lines begin
  /// with `hanging` blanks.
  public func wrapped(to width: Int, hanging: Int = 0) -> [SafeText] {
    guard columns > width, width > hanging + 1 else { return [self] }
    var lines: [SafeText] = []
    var rest = self
    while rest.columns > width {
      var line = rest.prefix(width)
      let characters = line.text.unicodeScalars
      let next = rest.text.unicodeScalars.dropFirst(characters.count).first
      if next != " ", let blank = characters.lastIndex(of: " "),
        characters[..<blank].contains(where: { $0 != " " })
      {
        line = SafeText(scalars: characters[..<blank])
      }
      lines.append(line)
      let left = rest.text.unicodeScalars.dropFirst(line.text.unicodeScalars.count)
        .drop { $0 == " " }
      rest = SafeText.repeating(" ", count: hanging) + SafeText(scalars: left)
    }
    return lines + (rest.columns > hanging ? [rest] : [])
  }

  /// Returns the text padded with blanks, or cut, to exactly a width.
  public func padded(to width: Int, _ alignment: Alignment = .left) -> SafeText {
    let cut = truncated(to: width)
    let missing = max(0, width - cut.columns)
    let before = alignment.blanksBefore(missing)
    let text =
      String(repeating: " ", count: before) + cut.text
      + String(repeating: " ", count: missing - before)
    return SafeText(trusted: text, columns: cut.columns + missing)
  }
}

/// How a text is aligned in a field wider than it.
public enum Alignment: Sendable {
  case left, centre, right

  /// Returns how many of the free columns come before the text.
  func blanksBefore(_ free: Int) -> Int {
    switch self {
    case .left: 0
    case .centre: free / 2
    case .right: free
    }
  }
}
