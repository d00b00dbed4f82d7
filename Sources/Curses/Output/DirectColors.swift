import Screen

/// Truecolor through an ncurses that knows 256 colors.
///
/// Debian 12's ncurses (6.4) supports truecolor only with a `…-direct` terminal entry. That entry
/// is in a package that few have installed, and with it the first eight colors can't be the
/// terminal's own. Redefining the terminal's palette would change it for every other program. So
/// ncurses gets indexes as it expects. Each stands for one color of the theme, and ``FrameFilter``
/// writes `38;2;r;g;b` where ncurses wrote `38;5;i`.
struct DirectColors {
  /// The color of each index. The first 16 indexes stay the terminal's own colors.
  private var colors: [RGB] = []
  private var indexes: [RGB: Int] = [:]

  static let first = 16
  static let last = 255

  /// Returns the index for a color. Once all indexes are in use, which takes a theme of 240 colors,
  /// it returns the index of the nearest color.
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

  /// Returns the color that an index stands for; nil if it stands for none.
  func color(at index: Int) -> RGB? {
    let place = index - Self.first
    return colors.indices.contains(place) ? colors[place] : nil
  }
}
