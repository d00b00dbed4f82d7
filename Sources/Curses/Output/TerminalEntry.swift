@preconcurrency import CNcurses
import Screen

/// The entry of the terminal database that is used for drawing.
struct TerminalEntry {
  let name: String
  let colors: Int
  /// A message for the operator about the choice; nil if there is none.
  let notice: String?

  /// Finds the entry for the value of `TERM`. A name that the database lacks, such as a new
  /// terminal's, is replaced by a related one.
  init(term: String) throws(TerminalError) {
    guard !term.isEmpty, term != "dumb" else { throw .dumb(term: term) }
    let candidates = Self.candidates(for: term)
    guard let name = candidates.first(where: Self.exists) else { throw .noEntry(term: term) }
    guard Self.has("cup") else { throw .dumb(term: term) }
    self.name = name
    colors = Int(tigetnum("colors"))
    notice =
      name == candidates.first
      ? nil : "terminal \"\(term)\" is not in the terminal database; drawing as for \(name)"
  }

  /// `…-direct` is drawn as for 256 colors and translated: see ``DirectColors``.
  static func candidates(for term: String) -> [String] {
    let base = term.hasSuffix("-direct") ? "\(term.dropLast(7))-256color" : term
    let family = term.prefix { $0 != "-" }
    let kin = ["screen", "tmux"].contains(family) ? "screen-256color" : "xterm-256color"
    let isKin = ["xterm", "screen", "tmux"].contains(family) || base != term
    // Today an unknown terminal is nearly always a relative of xterm.
    return isKin ? [base, kin, "vt100"] : [base, "xterm", "vt100"]
  }

  /// Returns whether the database has an entry. If it has, ncurses uses it.
  private static func exists(_ name: String) -> Bool {
    var error: Int32 = 0
    return setupterm(name, -1, &error) == OK
  }

  private static func has(_ capability: String) -> Bool {
    guard let value = tigetstr(capability) else { return false }
    return Int(bitPattern: value) != -1
  }
}
