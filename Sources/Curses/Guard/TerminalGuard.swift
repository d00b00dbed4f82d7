import CProcess
import Glibc

/// The small process between the shell and the console. It leaves the terminal sane, whatever ends
/// the console, even `kill -9`.
///
/// Call it first in `main` if a console is wanted on a terminal:
///
/// ```swift
/// if TerminalGuard.isGuarded { try TerminalGuard.adopt() } else { exit(try TerminalGuard.run()) }
/// ```
///
/// The guard starts the same program again with the same arguments, in the same process group, and
/// waits. It forwards the signals sent to it alone, stops when the console stops, and ends as the
/// console ended. It reads no file except its own program and holds no secret.
public enum TerminalGuard {
  /// Whether this process was started by a guard.
  public static var isGuarded: Bool { GuardLink.inherited != nil }

  /// Turns this process into a guard, starts the console under it, and waits for the console's end.
  ///
  /// - Returns: the code to exit with. That is the console's own, or 128 plus the number of the
  ///   signal that ended it, which the guard reports on standard error.
  /// - Throws: if nothing could be started. The terminal is then untouched.
  public static func run() throws(SystemError) -> Int32 {
    var watch = try GuardWatch()
    return watch.untilTheEnd()
  }

  /// Prepares a guarded process: no core dumps, no other process reads its memory, it gets a hangup
  /// when its guard dies, and writing to a pipe that nobody reads does not end it.
  ///
  /// - Throws: ``SystemError``, for example if the guard has died already.
  public static func adopt() throws(SystemError) {
    signal(SIGPIPE, SIG_IGN)
    try forbidDumps()
    guard let link = GuardLink.inherited else { return }
    guard cprocess_signal_on_parent_end(SIGHUP) == 0 else {
      throw SystemError("be told of the guard's end")
    }
    guard getppid() == link.guardProcess else {
      throw SystemError("find the guard of the terminal; it has ended", code: ESRCH)
    }
  }

  /// Makes a crash of this process print one line and nothing of its memory. It is for a process
  /// without a guard that knows where reports go. Files being written are removed, and a full disk
  /// is an error.
  public static func crashQuietly() throws(SystemError) {
    guard cprocess_crash_quietly() == 0 else { throw SystemError("prepare for a crash") }
  }

  /// Keeps Swift's crash reports, for a guarded process. `SIGQUIT` is not a crash.
  public static func keepReports() { cprocess_keep_crash_reports() }

  /// Switches core dumps off and closes this process's memory to other processes of the same user,
  /// for a run without a guard. Swift's crash report still works.
  public static func forbidDumps() throws(SystemError) {
    guard cprocess_forbid_dumps() == 0 else { throw SystemError("switch off core dumps") }
  }
}
