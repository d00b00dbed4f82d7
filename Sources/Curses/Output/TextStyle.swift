import Screen

/// How a terminal draws the next character, as set by `ESC [ … m`.
///
/// - Source: ECMA-48, "select graphic rendition", and xterm's colors beyond it.
struct TextStyle: Equatable {
  /// Codes 1 to 9 (bold, dim, italic, underline, blink, fast blink, reverse, hidden, struck). Each
  /// is the bit with its number.
  var attributes: UInt16 = 0
  var foreground = Ink.terminal
  var background = Ink.terminal

  enum Ink: Equatable {
    case terminal
    case indexed(Int)
    case direct(RGB)
  }

  static let normal = TextStyle()

  /// Applies the parameters of one sequence.
  ///
  /// - Parameter colors: the colors that indexes stand for, if they stand for any.
  /// - Returns: whether every parameter was understood.
  mutating func apply(_ parameters: [Int], colors: DirectColors?) -> Bool {
    var rest = parameters[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: self = .normal
      case 1...9: attributes |= 1 << code
      case 22: attributes &= ~0b110
      case 23...25, 27...29: attributes &= ~(1 << (code - 20))
      case 30...37: foreground = .indexed(code - 30)
      case 90...97: foreground = .indexed(code - 90 + 8)
      case 39: foreground = .terminal
      case 40...47: background = .indexed(code - 40)
      case 100...107: background = .indexed(code - 100 + 8)
      case 49: background = .terminal
      case 38, 48:
        guard rest.popFirst() == 5, let index = rest.popFirst() else { return false }
        let ink = colors?.color(at: index).map { Ink.direct($0) } ?? .indexed(index)
        if code == 38 { foreground = ink } else { background = ink }
      default: return false
      }
    }
    return true
  }

  /// Returns the shortest parameters that lead from another style to this one; none if they are the
  /// same.
  ///
  /// - Parameter old: the terminal's style now; nil if it is unknown.
  func parameters(from old: TextStyle?) -> [Int] {
    guard let old else { return [0] + parameters(from: .normal) }
    var codes: [Int] = []
    var kept = old.attributes
    let ended = old.attributes & ~attributes
    if ended & 0b110 != 0 {  // Bold and dim can only end together.
      codes.append(22)
      kept &= ~0b110
    }
    for code in [3, 4, 5, 7, 8, 9] where ended & (1 << code) != 0 { codes.append(20 + code) }
    for code in 1...9 where attributes & ~kept & (1 << code) != 0 { codes.append(code) }
    if foreground != old.foreground { codes += foreground.parameters(base: 30) }
    if background != old.background { codes += background.parameters(base: 40) }
    return codes
  }
}

extension TextStyle.Ink {
  fileprivate func parameters(base: Int) -> [Int] {
    switch self {
    case .terminal: [base + 9]
    case .indexed(let index) where index < 8: [base + index]
    case .indexed(let index) where index < 16: [base + 60 + index - 8]
    case .indexed(let index): [base + 8, 5, index]
    case .direct(let color):
      [base + 8, 2, Int(color.red), Int(color.green), Int(color.blue)]
    }
  }
}
