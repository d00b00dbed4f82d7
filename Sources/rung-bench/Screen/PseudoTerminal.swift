import CPseudoTerminal
import Glibc

/// A terminal without a person at it. The process's standard input and output are at one end; what
/// a person would see and type is at the other.
///
/// Results can still be printed: the previous standard output is kept as ``results``.
final class PseudoTerminal {
  /// The previous standard output.
  let results: Int32
  private let person: Int32
  private var piece = [UInt8](repeating: 0, count: 1 << 16)

  /// Replaces the process's terminal by one of a given size. Make it once; it is never undone.
  init(columns: Int, rows: Int) throws(BenchError) {
    results = dup(STDOUT_FILENO)
    var ends: (person: Int32, program: Int32) = (-1, -1)
    guard results >= 0, cpseudoterminal_open(&ends.person, &ends.program) == 0 else {
      throw .system(failedTo: "make a pseudo-terminal")
    }
    person = ends.person
    guard dup2(ends.program, STDIN_FILENO) >= 0, dup2(ends.program, STDOUT_FILENO) >= 0 else {
      throw .system(failedTo: "put a pseudo-terminal in the terminal's place")
    }
    close(ends.program)
    try resize(columns: columns, rows: rows)
  }

  /// Sets what consoles draw for, whatever the environment says: 256 colors and UTF-8.
  static func setSurroundings() {
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    // A parent that ignores or blocks this signal (profilers do) passes that on to its child. Then
    // no size would arrive.
    signal(SIGWINCH, SIG_DFL)
    var sizes = sigset_t()
    sigemptyset(&sizes)
    sigaddset(&sizes, SIGWINCH)
    pthread_sigmask(SIG_UNBLOCK, &sizes, nil)
    for name in ["NO_COLOR", "COLORTERM", "LINES", "COLUMNS"] { unsetenv(name) }
  }

  /// Gives the terminal another size and sends the signal for it, as a terminal's owner does.
  func resize(columns: Int, rows: Int) throws(BenchError) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    guard ioctl(person, UInt(TIOCSWINSZ), &size) == 0 else {
      throw .system(failedTo: "resize the pseudo-terminal")
    }
    raise(SIGWINCH)  // It isn't our controlling terminal, so the system doesn't send it.
  }

  /// Types one byte.
  func type(_ byte: UInt8) throws(BenchError) {
    guard withUnsafeBytes(of: byte, { write(person, $0.baseAddress, 1) }) == 1 else {
      throw .system(failedTo: "type into the pseudo-terminal")
    }
  }

  /// Reads what has reached the screen's end, waiting at most for the given time.
  ///
  /// - Returns: the number of bytes read.
  func take(waitingMilliseconds: Int32) throws(BenchError) -> Int {
    var state = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    var taken = 0
    while poll(&state, 1, taken == 0 ? waitingMilliseconds : 0) > 0 {
      let count = read(person, &piece, piece.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { throw .system(failedTo: "read from the pseudo-terminal") }
      taken += count
    }
    return taken
  }
}
