/// How long the rest of a cut escape sequence is waited for: the variable `ESCDELAY`, in
/// milliseconds, as ncurses has it.
struct EscapeDelay {
  let duration: Duration
  /// What to tell the operator where the variable can't be used.
  let notice: String?

  /// What holds where nothing is set; keys that come over the slowest link arrive within it.
  static let usual: Duration = .milliseconds(500)
  static let variable = "ESCDELAY"
  /// Unit: milliseconds.
  static let allowed = 0...60_000

  init(environment: [String: String]) {
    guard let text = environment[Self.variable], !text.isEmpty else {
      (duration, notice) = (Self.usual, nil)
      return
    }
    guard let milliseconds = Int(text), Self.allowed.contains(milliseconds) else {
      duration = Self.usual
      notice =
        "ESCDELAY is \"\(text.prefix(20))\", not a number from 0 to \(Self.allowed.upperBound)"
        + " (milliseconds); \(Self.usual.milliseconds) holds"
      return
    }
    (duration, notice) = (.milliseconds(milliseconds), nil)
  }
}
