/// How long to wait for the rest of a cut escape sequence: the variable `ESCDELAY`, in
/// milliseconds, as in ncurses.
struct EscapeDelay {
  let duration: Duration
  /// A message for the operator if the variable can't be used; nil otherwise.
  let notice: String?

  /// The delay if the variable is not set. Keys over the slowest link arrive within it.
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
