import Screen

/// The key that each sequence of bytes stands for.
///
/// - Source: the entries `xterm`, `linux`, `rxvt`, `vt220` and `screen` of the terminfo database,
///   and xterm's "Control Sequences" page.
enum KeySequences {
  /// `ESC O x`: application mode, and the keypad.
  static let singleShift: [UInt8: Key.Base] = keyed([
    "A": .named(.up), "B": .named(.down), "C": .named(.right), "D": .named(.left),
    "H": .named(.home), "F": .named(.end), "M": .named(.enter),
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
    "j": .character("*"), "k": .character("+"), "l": .character(","), "m": .character("-"),
    "n": .character("."), "o": .character("/"), "p": .character("0"), "q": .character("1"),
    "r": .character("2"), "s": .character("3"), "t": .character("4"), "u": .character("5"),
    "v": .character("6"), "w": .character("7"), "x": .character("8"), "y": .character("9"),
  ])

  /// `ESC [ x` and `ESC [ 1 ; modifiers x`.
  static let lettered: [UInt8: Key.Base] = keyed([
    "A": .named(.up), "B": .named(.down), "C": .named(.right), "D": .named(.left),
    "H": .named(.home), "F": .named(.end),
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
  ])

  /// `ESC [ [ x`: the Linux console's first function keys.
  static let linuxConsole: [UInt8: Key.Base] = keyed([
    "A": .function(1), "B": .function(2), "C": .function(3), "D": .function(4), "E": .function(5),
  ])

  /// `ESC [ n ~` and `ESC [ n ; modifiers ~`.
  static let numbered: [Int: Key.Base] = [
    1: .named(.home), 2: .named(.insert), 3: .named(.delete), 4: .named(.end),
    5: .named(.pageUp), 6: .named(.pageDown), 7: .named(.home), 8: .named(.end),
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14),
    28: .function(15), 29: .function(16), 31: .function(17), 32: .function(18),
    33: .function(19), 34: .function(20),
  ]

  private static func keyed(_ table: [Unicode.Scalar: Key.Base]) -> [UInt8: Key.Base] {
    [UInt8: Key.Base](uniqueKeysWithValues: table.map { (UInt8(ascii: $0.key), $0.value) })
  }
}
