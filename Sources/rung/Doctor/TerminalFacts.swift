import Glibc

/// What can be found out about the terminal without drawing on it.
struct TerminalFacts: Equatable {
  /// Whether standard input is a terminal.
  var inputIsTerminal = false
  /// Whether standard output is a terminal.
  var outputIsTerminal = false
  var columns = 0
  var rows = 0
  /// `TERM`; empty if it isn't set.
  var type = ""
  /// Whether the system has a description of that terminal.
  var typeIsKnown = false
  /// `COLORTERM`; empty if it isn't set.
  var colorTerminal = ""
  /// Whether `NO_COLOR` is set and not empty.
  var refusesColor = false
  /// The character set of the locale, such as `UTF-8`.
  var characterSet = ""

  /// The facts about the terminal of this process.
  static func own() -> TerminalFacts {
    var facts = TerminalFacts()
    facts.inputIsTerminal = isatty(STDIN_FILENO) == 1
    facts.outputIsTerminal = isatty(STDOUT_FILENO) == 1
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 {
      facts.columns = Int(size.ws_col)
      facts.rows = Int(size.ws_row)
    }
    facts.type = environmentVariable("TERM") ?? ""
    facts.typeIsKnown = hasDescription(of: facts.type)
    facts.colorTerminal = environmentVariable("COLORTERM") ?? ""
    facts.refusesColor = environmentVariable("NO_COLOR").map { !$0.isEmpty } ?? false
    facts.characterSet = characterSet()
    return facts
  }

  /// Whether terminfo has an entry, in any of the folders where systems keep them.
  private static func hasDescription(of type: String) -> Bool {
    guard let first = type.utf8.first, !type.contains("/") else { return false }
    let homes = [
      environmentVariable("TERMINFO"), environmentVariable("HOME").map { $0 + "/.terminfo" },
    ]
    let folders =
      homes.compactMap { $0 } + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
    let letter = String(UnicodeScalar(first))
    let digits = String(first, radix: 16)
    return folders.contains { folder in
      fileExists("\(folder)/\(letter)/\(type)") || fileExists("\(folder)/\(digits)/\(type)")
    }
  }

  /// The character set of the locale, such as `UTF-8`; empty if there is none.
  static func characterSet() -> String {
    guard setlocale(LC_CTYPE, "") != nil, let name = nl_langinfo(Int32(CODESET)) else { return "" }
    return String(cString: name)
  }
}
