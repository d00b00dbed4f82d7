/// Which characters may be drawn, and how many columns each takes.
///
/// Rung has its own table, so that a screen measures the same everywhere. A test compares the table
/// with the C library's widths, which the terminal's side uses.
enum CharacterWidth {
  /// Returns the character itself, a blank for any kind of space, or the replacement mark for a
  /// character that may not be drawn.
  static func drawable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isPlainASCII { return scalar }
    if forbidden.contains(scalar.value) { return SafeText.mark }
    switch scalar.properties.generalCategory {
    case .spaceSeparator:
      return scalar == ideographicSpace ? scalar : " "
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation,
      .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      return scalar
    case .nonspacingMark, .spacingMark, .enclosingMark,  // They join the preceding character.
      .control, .format, .surrogate, .privateUse, .unassigned,
      .lineSeparator, .paragraphSeparator:
      return SafeText.mark
    @unknown default:
      return SafeText.mark
    }
  }

  /// Returns the number of columns of a drawable character: one or two.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    scalar.value >= firstWide && wide.contains(scalar.value) ? 2 : 1
  }

  private static let ideographicSpace: Unicode.Scalar = "\u{3000}"
  private static let firstWide: UInt32 = 0x1100

  /// Letters and symbols that their category allows but that may not be drawn all the same.
  private static let forbidden = RangeTable([
    0x0590...0x08FF,  // Right-to-left scripts: a terminal that reorders would move our digits.
    0x1160...0x11FF,  // Hangul vowels and finals: no column of their own.
    0x3164...0x3164,  // Hangul filler: a letter by category, a blank to the eye.
    0xD7B0...0xD7FF,  // Hangul vowels and finals, extended.
    0xFB1D...0xFDFF,  // Hebrew and Arabic forms.
    0xFE70...0xFEFF,  // Arabic forms, and the byte order mark.
    0xFFA0...0xFFA0,  // Hangul filler, half width.
    0xFFF0...0xFFFC,  // Specials, without the mark itself.
    0x1_0800...0x1_0FFF,  // Right-to-left scripts.
    0x1_E800...0x1_EFFF,  // Right-to-left scripts.
    0x1_F1E6...0x1_F1FF,  // Regional indicators: a pair is a flag of one, two or four columns.
    0x1_F3FB...0x1_F3FF,  // Skin tones: they join the preceding character.
  ])

  /// East Asian wide and full-width characters, and the pictographs drawn as wide as those.
  private static let wide = RangeTable([
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
    0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
    0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
    0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
    0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
    0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x1_6FE0...0x1_8D08, 0x1_AFF0...0x1_B2FB, 0x1_F004...0x1_F004,
    0x1_F0CF...0x1_F0CF, 0x1_F18E...0x1_F18E, 0x1_F191...0x1_F19A, 0x1_F200...0x1_F320,
    0x1_F32D...0x1_F335, 0x1_F337...0x1_F37C, 0x1_F37E...0x1_F393, 0x1_F3A0...0x1_F3CA,
    0x1_F3CF...0x1_F3D3, 0x1_F3E0...0x1_F3F0, 0x1_F3F4...0x1_F3F4, 0x1_F3F8...0x1_F43E,
    0x1_F440...0x1_F440, 0x1_F442...0x1_F4FC, 0x1_F4FF...0x1_F53D, 0x1_F54B...0x1_F54E,
    0x1_F550...0x1_F567, 0x1_F57A...0x1_F57A, 0x1_F595...0x1_F596, 0x1_F5A4...0x1_F5A4,
    0x1_F5FB...0x1_F64F, 0x1_F680...0x1_F6C5, 0x1_F6CC...0x1_F6CC, 0x1_F6D0...0x1_F6D2,
    0x1_F6D5...0x1_F6DF, 0x1_F6EB...0x1_F6EC, 0x1_F6F4...0x1_F6FC, 0x1_F7E0...0x1_F7F0,
    0x1_F90C...0x1_F93A, 0x1_F93C...0x1_F945, 0x1_F947...0x1_F9FF, 0x1_FA70...0x1_FAFF,
    0x2_0000...0x3_FFFD,
  ])
}

extension Unicode.Scalar {
  var isPlainASCII: Bool { 0x20 <= value && value < 0x7F }
}

/// A set of code points as ascending ranges, found by binary search.
struct RangeTable {
  private let ranges: [ClosedRange<UInt32>]

  init(_ ranges: [ClosedRange<UInt32>]) {
    precondition(
      zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound },
      "a range table is ascending and does not overlap")
    self.ranges = ranges
  }

  func contains(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }
}
