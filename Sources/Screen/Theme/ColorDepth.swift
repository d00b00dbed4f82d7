/// How many colors a terminal can show.
public enum ColorDepth: String, CaseIterable, Sendable {
  case none
  case sixteen = "16"
  case indexed = "256"
  case direct = "truecolor"
}

extension Look {
  /// Returns the look with each color replaced by the nearest one that the terminal has.
  ///
  /// In 16 colors the text keeps a contrast of 3 to its background, whatever the distance says,
  /// and is never "bright black", which many terminals show as their background. Without colors
  /// only the attributes are left.
  public func fitted(to depth: ColorDepth) -> Look {
    var fitted = self
    switch depth {
    case .direct:
      break
    case .indexed:
      fitted.foreground = foreground.nearest(among: 16...255)
      fitted.background = background.nearest(among: 16...255)
    case .sixteen:
      fitted.background = background.nearest(among: 0...7)
      fitted.foreground = foreground.nearestLegible(on: fitted.background)
    case .none:
      fitted.foreground = .terminal
      fitted.background = .terminal
    }
    return fitted
  }
}

extension Color {
  /// Returns the nearest color in a range of indexes. A color already in the range and the
  /// terminal's own color stay as they are.
  fileprivate func nearest(among range: ClosedRange<UInt8>) -> Color {
    switch self {
    case .terminal: self
    case .indexed(let index) where index <= range.upperBound: self
    case .indexed(let index): Self.nearest(RGB.standard[Int(index)], among: Array(range))
    case .rgb(let red, let green, let blue):
      Self.nearest(RGB(red, green, blue), among: Array(range))
    }
  }

  fileprivate func nearestLegible(on background: Color) -> Color {
    guard let wanted = components else { return self }
    let indexes = (0...15).filter { $0 != Self.brightBlack }
    guard let behind = background.components else {
      if case .indexed(let index) = self, index < 16 { return self }
      return Self.nearest(wanted, among: indexes)
    }
    if case .indexed(let index) = self, index < 16, RGB.contrastOf(index, behind) >= 3 {
      return self
    }
    let legible = indexes.filter { RGB.contrastOf($0, behind) >= 3 }
    return Self.nearest(wanted, among: legible)
  }

  private static let brightBlack: UInt8 = 8

  private static func nearest(_ wanted: RGB, among indexes: [UInt8]) -> Color {
    let nearest = indexes.min {
      RGB.standard[Int($0)].distance(to: wanted) < RGB.standard[Int($1)].distance(to: wanted)
    }
    return nearest.map { .indexed($0) } ?? .terminal
  }
}

extension RGB {
  fileprivate static func contrastOf(_ index: UInt8, _ other: RGB) -> Double {
    standard[Int(index)].contrast(with: other)
  }
}
