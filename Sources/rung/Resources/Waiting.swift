import CProcess
import Curses
import Glibc

/// Waits until one of some descriptors can be read, or until a time in nanoseconds is over.
func waitForAny(_ descriptors: [Int32?], within nanoseconds: Int64?) {
  waitForAny(descriptors.compactMap(\.self).map { ($0, writes: false) }, within: nanoseconds)
}

/// Waits until one of some descriptors can be read, or written where that is asked for, or until a
/// time in nanoseconds is over.
func waitForAny(_ descriptors: [(number: Int32, writes: Bool)], within nanoseconds: Int64?) {
  var states = descriptors.map {
    pollfd(
      fd: $0.number, events: Int16($0.writes ? POLLIN | POLLOUT : POLLIN), revents: 0)
  }
  let milliseconds = nanoseconds.map { Int32(clamping: ($0 + 999_999) / 1_000_000) } ?? -1
  poll(&states, nfds_t(states.count), milliseconds)
}

/// The signals that ask a process without a screen to end.
struct EndingSignals {
  /// What can be read once one of them has come.
  let descriptor: Int32

  /// From now on these signals end nothing by themselves.
  init() throws(CommandFailure) {
    let signals = [SIGTERM, SIGINT, SIGHUP]
    descriptor = cprocess_signal_descriptor(signals, signals.count)
    guard descriptor >= 0 else {
      throw CommandFailure(.usage, "\(SystemError("wait for signals"))")
    }
  }

  /// Whether one has come since the last call.
  func haveCome() -> Bool {
    var wasSent = false
    return cprocess_read_signal(descriptor, &wasSent) != 0
  }
}
