import CProcess
import Glibc

/// The small process that stands between the shell and the console, so that the terminal is sane
/// afterwards whatever the console dies of, `kill -9` included.
///
/// First thing in `main`, where a console is wanted on a terminal:
///
/// ```swift
/// if TerminalGuard.isGuarded { try TerminalGuard.adopt() } else { exit(try TerminalGuard.run()) }
/// ```
///
/// The guard starts the same program again with the same arguments, in the same process group, and
/// waits. It forwards what is asked of it alone, stops when the console stops, and ends as the
/// console ended. It reads no file but its own program and holds no secret.
public enum TerminalGuard {
  /// Whether this process was started by a guard.
  public static var isGuarded: Bool { GuardLink.inherited != nil }

  /// Starts the console under a guard, which this process becomes, and waits for its end.
  ///
  /// - Returns: the code to exit with: the console's own, or 128 and the number of the signal it
  ///   died of, which was then said on standard error.
  /// - Throws: when nothing could be started; the terminal is untouched.
  public static func run() throws(SystemError) -> Int32 {
    var watch = try GuardWatch()
    return watch.untilTheEnd()
  }

  /// Makes a guarded process what it must be: no core dumps, no other process reading its memory,
  /// a hangup when its guard dies, and no death by writing to a pipe nobody reads.
  ///
  /// - Throws: ``SystemError``; among others when the guard has died already.
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

  /// Lets a crash of this process say one line and nothing of its memory, for what has no guard that
  /// knows where reports go. Files that are being written are removed, and a full disk is an error.
  public static func crashQuietly() throws(SystemError) {
    guard cprocess_crash_quietly() == 0 else { throw SystemError("prepare for a crash") }
  }

  /// Keeps Swift's reports of crashes, for a guarded process; `SIGQUIT` is no crash.
  public static func keepReports() { cprocess_keep_crash_reports() }

  /// Switches core dumps off and closes this process's memory to others of the same user, for a
  /// run without a guard. Swift's crash report works all the same.
  public static func forbidDumps() throws(SystemError) {
    guard cprocess_forbid_dumps() == 0 else { throw SystemError("switch off core dumps") }
  }
}
