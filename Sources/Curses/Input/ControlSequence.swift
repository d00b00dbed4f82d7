import Screen

/// A sequence that begins with `ESC [`: its numbers, and the final byte, which says what it is.
struct ControlSequence {
  private let marker: UInt8?
  private let numbers: [Int]
  private let final: UInt8

  /// Reads a control sequence at the start of some bytes.
  ///
  /// - Source: ECMA-48, section 5.4: parameter bytes 30-3F, intermediate bytes 20-2F, a final byte
  ///   40-7E. Two old forms break that rule: the Linux console's `ESC [ [ A` and the mouse's
  ///   `ESC [ M` with three bytes behind it.
  static func token(_ bytes: ArraySlice<UInt8>) -> InputToken? {
    let body = bytes.dropFirst(2)
    guard let first = body.first else { return nil }
    if first == UInt8(ascii: "[") {
      guard let letter = body.dropFirst().first else { return nil }
      return InputToken(4, key: KeySequences.linuxConsole[letter].map { Key($0) })
    }
    if first == UInt8(ascii: "M") {
      return body.count >= 4 ? InputToken(6, .nothing) : nil
    }
    for (offset, byte) in body.enumerated() {
      switch byte {
      case 0x20...0x3F where offset < 64:
        continue
      case 0x40...0x7E:
        let sequence = ControlSequence(parameters: body.prefix(offset), final: byte)
        return InputToken(offset + 3, sequence.meaning)
      default:
        return InputToken(offset + 2, .nothing)  // Not a sequence after all; go on after it.
      }
    }
    return nil
  }

  private init(parameters: ArraySlice<UInt8>, final: UInt8) {
    self.final = final
    marker = parameters.first.flatMap { 0x3C...0x3F ~= $0 ? $0 : nil }
    let digits = marker == nil ? parameters : parameters.dropFirst()
    let fields = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    numbers = fields.map { field in
      field.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { sum, byte in
        0x30...0x39 ~= byte ? min(sum * 10 + Int(byte - 0x30), 0x10_FFFF) : sum
      }
    }
  }

  private func number(_ index: Int) -> Int {
    index < numbers.count ? numbers[index] : 0
  }

  private var meaning: InputToken.Meaning {
    if marker == UInt8(ascii: "<") { return mouse.map { .input(.mouse($0)) } ?? .nothing }
    guard marker == nil else { return .nothing }
    switch final {
    case UInt8(ascii: "~") where number(0) == 200: return .pasteBegins
    case UInt8(ascii: "~") where number(0) == 201: return .pasteEnds
    case UInt8(ascii: "~"): return key(KeySequences.numbered[number(0)], number(1))
    case UInt8(ascii: "Z"): return .input(.key(.named(.tab, .shift)))
    case UInt8(ascii: "u"): return unicodeKey
    case _ where number(0) > 1: return .nothing  // An answer, such as where the cursor is.
    default: return key(KeySequences.lettered[final], number(1))
    }
  }

  private func key(_ base: Key.Base?, _ modifiers: Int) -> InputToken.Meaning {
    guard let base else { return .nothing }
    return .input(.key(Key(base, Self.modifiers(modifiers))))
  }

  /// Reads xterm's modifier number: one plus the sum of shift 1, alt 2, control 4, meta 8.
  private static func modifiers(_ number: Int) -> Key.Modifiers {
    let bits = max(0, number - 1)
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 0b1010 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  /// Reads `ESC [ code ; modifiers u`, which some terminals send for keys without an old form.
  private var unicodeKey: InputToken.Meaning {
    var modifiers = Self.modifiers(number(1))
    let named: [Int: Key.Named] = [9: .tab, 13: .enter, 27: .escape, 127: .backspace]
    if let name = named[number(0)] { return .input(.key(.named(name, modifiers))) }
    guard let scalar = Unicode.Scalar(UInt32(number(0))), scalar.value >= 0x20,
      !(0x7F..<0xA0).contains(scalar.value)
    else { return .nothing }
    let isUpper = modifiers.contains(.shift) && ("a"..."z").contains(scalar)
    modifiers.remove(.shift)
    let typed = isUpper ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar
    return .input(.key(.character(typed, modifiers)))
  }

  /// Reads a mouse report, `ESC [ < button ; column ; row M` or `m` (xterm's mode 1006).
  private var mouse: MouseEvent? {
    let isRelease = final == UInt8(ascii: "m")
    guard isRelease || final == UInt8(ascii: "M"), number(1) >= 1, number(2) >= 1 else {
      return nil
    }
    let code = number(0)
    guard let action = Self.action(code & ~0b11100, isRelease: isRelease) else { return nil }
    return MouseEvent(
      action, row: number(2) - 1, column: number(1) - 1,
      modifiers: Self.modifiers(1 + (code >> 2 & 1) + (code >> 3 & 1) * 2 + (code >> 4 & 1) * 4))
  }

  private static func action(_ code: Int, isRelease: Bool) -> MouseEvent.Action? {
    if code == 64 { return isRelease ? nil : .wheelUp }
    if code == 65 { return isRelease ? nil : .wheelDown }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right]
    guard code & ~0b10_0011 == 0, code & 3 < buttons.count else { return nil }
    let button = buttons[code & 3]
    if isRelease { return .release(button) }
    return code & 0b10_0000 != 0 ? .drag(button) : .press(button)
  }
}
