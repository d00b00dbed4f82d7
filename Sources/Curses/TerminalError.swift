/// Why no console can be shown. The caller goes on without a screen, or reports it and leaves.
public enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal(stream: String)
  /// `TERM` is empty, `dumb`, or lacks what a screen needs.
  case dumb(term: String)
  /// No entry of the terminal database fits, not even the simplest one.
  case noEntry(term: String)
  case system(SystemError)
}

extension TerminalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; run on one, or with --headless"
    case .dumb(let term):
      "the terminal can't move its cursor (TERM is \"\(term)\"); set TERM to what it is, or run "
        + "with --headless"
    case .noEntry(let term):
      "the terminal database knows neither \"\(term)\" nor vt100; install ncurses-base, or run "
        + "with --headless"
    case .system(let error):
      error.description
    }
  }
}
