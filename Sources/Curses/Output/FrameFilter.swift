/// Shortens ncurses' output and translates its colors.
///
/// ncurses sets both colors at each change of either, and resets everything at the end of each
/// frame. The filter holds a style back until something is drawn in it, and then writes only what
/// differs from the terminal's style. That halves a frame. Everything except styles passes
/// unchanged.
struct FrameFilter {
  /// The terminal's style now; nil if it is unknown.
  private var shown: TextStyle?
  private var wanted = TextStyle.normal
  private var isAlternateSet = false
  private var output: [UInt8] = []

  /// Forgets the terminal's style, because something else may have written to it.
  mutating func forget() {
    shown = nil
  }

  /// Returns the bytes to send for the output of ncurses.
  mutating func filtered(_ bytes: [UInt8], colors: DirectColors?) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count { place = step(bytes, place, colors) }
    }
    return output
  }

  /// Returns the bytes that set the terminal to the style in which the last frame ended.
  mutating func settled() -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    bringStyle()
    return output
  }

  /// Handles the next whole item and returns the place after it.
  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ colors: DirectColors?
  ) -> Int {
    switch bytes[place] {
    case 0x1B:
      return escape(bytes, place, colors)
    case 0x0E, 0x0F:  // The other character set, which we never use, and back.
      if bytes[place] == 0x0E || isAlternateSet { output.append(bytes[place]) }
      isAlternateSet = bytes[place] == 0x0E
      return place + 1
    case 0x08, 0x0A, 0x0D:
      output.append(bytes[place])
      return place + 1
    default:
      var end = place + 1
      while end < bytes.count, bytes[end] >= 0x20, bytes[end] != 0x7F { end += 1 }
      bringStyle()
      output.append(contentsOf: bytes[place..<end])
      return end
    }
  }

  private mutating func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ colors: DirectColors?
  ) -> Int {
    guard place + 1 < bytes.count else { return pass(bytes, place, to: place + 1) }
    switch bytes[place + 1] {
    case UInt8(ascii: "["):
      return control(bytes, place, colors)
    case UInt8(ascii: "(") where place + 2 < bytes.count:
      let isNormal = bytes[place + 2] == UInt8(ascii: "B")
      defer { isAlternateSet = !isNormal }
      return isNormal && !isAlternateSet ? place + 3 : pass(bytes, place, to: place + 3)
    default:
      bringStyle()
      return pass(bytes, place, to: place + 2)
    }
  }

  private mutating func control(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ colors: DirectColors?
  ) -> Int {
    var end = place + 2
    while end < bytes.count, 0x20...0x3F ~= bytes[end] { end += 1 }
    guard end < bytes.count else { return pass(bytes, place, to: end) }
    switch bytes[end] {
    case UInt8(ascii: "m"):
      if let parameters = Self.parameters(bytes[(place + 2)..<end]),
        wanted.apply(parameters, colors: colors)
      {
        return end + 1
      }
      bringStyle()
      shown = nil  // An unknown style: let it through, and set ours in full next time.
    case UInt8(ascii: "A")...UInt8(ascii: "H"), UInt8(ascii: "d"), UInt8(ascii: "h"),
      UInt8(ascii: "l"):
      break  // Cursor moves and modes do not depend on the style.
    default:
      bringStyle()  // Erasing and shifting use the current background.
    }
    return pass(bytes, place, to: end + 1)
  }

  private mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, to end: Int) -> Int
  {
    output.append(contentsOf: bytes[start..<min(end, bytes.count)])
    return end
  }

  private mutating func bringStyle() {
    guard shown != wanted else { return }
    let codes = wanted.parameters(from: shown)
    shown = wanted
    output += [0x1B, UInt8(ascii: "[")]
    for (index, code) in codes.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ";")) }
      appendNumber(code)
    }
    output.append(UInt8(ascii: "m"))
  }

  private mutating func appendNumber(_ number: Int) {
    if number >= 100 { output.append(UInt8(0x30 + number / 100 % 10)) }
    if number >= 10 { output.append(UInt8(0x30 + number / 10 % 10)) }
    output.append(UInt8(0x30 + number % 10))
  }

  /// Reads numbers between semicolons or colons; nil if there is anything else.
  private static func parameters(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [Int]? {
    var numbers = [0]
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        numbers[numbers.count - 1] = min(numbers[numbers.count - 1] * 10 + Int(byte - 0x30), 9_999)
      case 0x3A, 0x3B: numbers.append(0)
      default: return nil
      }
    }
    return numbers
  }
}
