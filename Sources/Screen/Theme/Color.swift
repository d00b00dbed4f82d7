/// A color as a theme names it, before it is matched to what the terminal can show.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// One of the terminal's 256 colors. The first 16 are whatever the terminal's settings say.
  case indexed(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

extension Color {
  /// The names of the first 16 colors, in the order of their numbers.
  public static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow",
    "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// Reads `#rrggbb`, an index, one of ``names``, or `default`. Returns nil for anything else.
  public init?(_ text: String) {
    if text == "default" {
      self = .terminal
    } else if let index = Self.names.firstIndex(of: text) {
      self = .indexed(UInt8(index))
    } else if text.hasPrefix("#") {
      let digits = text.dropFirst()
      guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
        let value = UInt32(digits, radix: 16)
      else { return nil }
      self = .rgb(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    } else {
      guard let index = UInt8(text) else { return nil }
      self = .indexed(index)
    }
  }

  /// The texts that ``init(_:)`` reads, as part of a sentence.
  static let allowed =
    "a name of the palette, #rrggbb, a number from 0 to 255, default, or one of "
    + names.joined(separator: ", ")

  /// The color's red, green and blue. For the first 16 colors they are the usual defaults; for the
  /// terminal's own color they are nil, because it can't be known.
  public var components: RGB? {
    switch self {
    case .terminal: nil
    case .indexed(let index): RGB.standard[Int(index)]
    case .rgb(let red, let green, let blue): RGB(red, green, blue)
    }
  }
}

/// Red, green and blue, and how colors compare to the eye.
public struct RGB: Hashable, Sendable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// The 256 colors of a terminal: 16 named, a cube of six steps a side, 24 grays.
  static let standard: [RGB] = {
    let named: [RGB] = [
      RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238),
      RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127),
      RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255),
      RGB(0, 255, 255), RGB(255, 255, 255),
    ]
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = steps.flatMap { red in
      steps.flatMap { green in steps.map { blue in RGB(red, green, blue) } }
    }
    let grays = (0..<24).map { step in RGB(gray: UInt8(8 + 10 * step)) }
    return named + cube + grays
  }()

  private init(gray: UInt8) { self.init(gray, gray, gray) }

  /// Returns how far two colors are apart: the weighted distance known as "redmean", squared.
  func distance(to other: RGB) -> Int {
    let meanRed = (Int(red) + Int(other.red)) / 2
    let deltaRed = Int(red) - Int(other.red)
    let deltaGreen = Int(green) - Int(other.green)
    let deltaBlue = Int(blue) - Int(other.blue)
    return (512 + meanRed) * deltaRed * deltaRed / 256 + 4 * deltaGreen * deltaGreen
      + (767 - meanRed) * deltaBlue * deltaBlue / 256
  }

  /// Returns the contrast of two colors, from 1 (none) to 21 (black on white).
  /// - Source: WCAG 2.1, "contrast ratio".
  func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private var luminance: Double {
    0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)]
      + 0.0722 * Self.linear[Int(blue)]
  }

  /// The light of each of 256 steps. The exact curve's power 2.4 is taken as 2 and 3 mixed, which
  /// is within 0.004 of it and needs no mathematics library.
  private static let linear: [Double] = (0...255).map { step in
    let value = Double(step) / 255
    guard value > 0.04045 else { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    return base * base * (0.56 + 0.44 * base)
  }
}
