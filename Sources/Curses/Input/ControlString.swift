/// A control string that is being read, such as a terminal's answer to a query. It is dropped up to
/// its end, whatever its content and length.
///
/// - Source: ECMA-48, sections 5.6 and 8.3: opened by OSC, DCS or APC, ended by `ESC \`; xterm ends
///   one by BEL too.
struct ControlString: Sendable {
  private var previous: UInt8 = 0

  /// Takes the next byte and returns whether it ends the string.
  mutating func ends(with byte: UInt8) -> Bool {
    defer { previous = byte }
    return byte == 0x07 || (previous == 0x1B && byte == UInt8(ascii: "\\"))
  }

  /// Whether a byte after the escape byte opens a control string.
  static func opens(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_")].contains(byte)
  }

  /// Whether a terminal's control string may continue with this byte: an operating system command
  /// with a number or the letter of a title, a device control string with parameters (ECMA-48,
  /// 8.3.27, 8.3.89).
  static func begins(_ introducer: UInt8, with byte: UInt8) -> Bool {
    if introducer == UInt8(ascii: "]") {
      return 0x30...0x39 ~= byte || byte == UInt8(ascii: "l") || byte == UInt8(ascii: "L")
    }
    return 0x20...0x3F ~= byte
  }
}
