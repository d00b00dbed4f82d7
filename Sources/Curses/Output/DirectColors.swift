import Screen

/// Truecolor through an ncurses that knows 256 colors.
///
/// Debian 12's ncurses (6.4) speaks truecolor only with a `…-direct` terminal entry, which is in a
/// package few have installed and under which the first eight colors can't be the terminal's own.
/// Redefining the terminal's palette would change it for every other program. So ncurses is told
/// indexes as it expects, each standing for one color of the theme, and ``FrameFilter`` writes
/// `38;2;r;g;b` where ncurses wrote `38;5;i`.
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

  /// Returns the color an index stands for, if it stands for one.
  func color(at index: Int) -> RGB? {
    let place = index - Self.first
    return colors.indices.contains(place) ? colors[place] : nil
  }
}
