import Screen

/// Truecolor through an ncurses that knows 256 colors.
///
/// Debian 12's ncurses (6.4) speaks truecolor only with a `…-direct` terminal entry, which is in a
/// package few have installed and under which the first eight colors can't be the terminal's own.
/// Redefining the terminal's palette would change it for every other program. So ncurses is told
/// indexes as it expects, each standing for one color of the theme, and its output is translated:
/// `38;5;i` becomes `38;2;r;g;b`. Everything else it writes passes untouched.
struct DirectColors {
  /// The color each index stands for; the first 16 stay the terminal's own.
  private var colors: [RGB] = []
  private var indexes: [RGB: Int] = [:]

  static let first = 16
  static let last = 255

  /// Returns the index that stands for a color; one already given for the nearest color once all
  /// are in use, which takes a theme of 240 colors.
  mutating func index(of color: RGB) -> Int {
    if let index = indexes[color] { return index }
    guard Self.first + colors.count <= Self.last else {
      return Self.first + (colors.indices.min { distance(color, $0) < distance(color, $1) } ?? 0)
    }
    colors.append(color)
    indexes[color] = Self.first + colors.count - 1
    return Self.first + colors.count - 1
  }

  private func distance(_ color: RGB, _ place: Int) -> Int {
    let other = colors[place]
    let deltas = [
      Int(color.red) - Int(other.red), Int(color.green) - Int(other.green),
      Int(color.blue) - Int(other.blue),
    ]
    return deltas.reduce(0) { $0 + $1 * $1 }
  }

  /// Returns ncurses' output with every index that stands for a color written as that color.
  func translated(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 4)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == 0x1B, place + 1 < bytes.count, bytes[place + 1] == 0x5B,
        let end = Self.endOfAttributes(bytes, from: place + 2)
      else {
        output.append(bytes[place])
        place += 1
        continue
      }
      output += [0x1B, 0x5B]
      appendAttributes(bytes[(place + 2)..<end], to: &output)
      output.append(bytes[end])
      place = end + 1
    }
    return output
  }

  /// Returns where the `m` stands that ends a run of digits and separators.
  private static func endOfAttributes(_ bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while place < bytes.count, 0x30...0x3B ~= bytes[place] { place += 1 }
    return place < bytes.count && bytes[place] == UInt8(ascii: "m") ? place : nil
  }

  private func appendAttributes(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    let fields = bytes.split(omittingEmptySubsequences: false) { $0 == 0x3B || $0 == 0x3A }
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    var written: [String] = []
    var place = 0
    while place < fields.count {
      let field = fields[place]
      if field == 38 || field == 48, place + 2 < fields.count, fields[place + 1] == 5,
        let index = fields[place + 2], index >= Self.first,
        index - Self.first < colors.count
      {
        let color = colors[index - Self.first]
        written += ["\(field ?? 0)", "2", "\(color.red)", "\(color.green)", "\(color.blue)"]
        place += 3
      } else {
        written.append(field.map(String.init) ?? "")
        place += 1
      }
    }
    output += Array(written.joined(separator: ";").utf8)
  }
}
