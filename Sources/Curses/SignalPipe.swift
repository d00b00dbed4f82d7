import CProcess
import Glibc

/// A signal that asks the console for something.
public enum TerminalSignal: Hashable, Sendable, CaseIterable {
  /// `SIGTERM`: leave.
  case terminate
  /// `SIGINT`, from outside: the terminal's own is off, so that a pasted control-C is text.
  case interrupt
  /// `SIGQUIT`, from outside: leave, as for `SIGTERM`; nothing has crashed.
  case quit
  /// `SIGHUP`: the session is going away, or the guard has died.
  case hangup
  /// `SIGTSTP`: stop until continued.
  case suspend
  /// `SIGCONT`: we have been continued.
  case continued
  /// `SIGWINCH`: another size.
  case resized

  var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .quit: SIGQUIT
    case .hangup: SIGHUP
    case .suspend: SIGTSTP
    case .continued: SIGCONT
    case .resized: SIGWINCH
    }
  }
}

/// Turns signals into bytes of a pipe, so that one `poll` waits for them too.
///
/// The handler writes a byte and does nothing else. A signal sent to the process group reaches us
/// twice, from the sender and through the guard; twice within ``echo`` is once.
final class SignalPipe {
  /// Within this time the same signal again is the same signal.
  static let echo: Duration = .milliseconds(300)

  let descriptor: Int32
  private let writing: Int32
  private var lastSeen: [TerminalSignal: Duration] = [:]

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard cprocess_pipe(&ends) == 0 else {
      throw SystemError("make a pipe for signals")
    }
    (descriptor, writing) = (ends[0], ends[1])
  }

  /// Directs every signal here, over whatever handler a library put in.
  func install() throws(SystemError) {
    for signal in TerminalSignal.allCases {
      guard cprocess_direct_signal(signal.number, writing) == 0 else {
        throw SystemError("handle signal \(signal.number)")
      }
    }
  }

  /// Gives the signals their usual effects again.
  func uninstall() {
    for signal in TerminalSignal.allCases { cprocess_reset_signal(signal.number) }
  }

  deinit {
    uninstall()
    close(descriptor)
    close(writing)
  }

  /// Returns the signals that came, each once, in their order.
  func drain(at now: Duration) -> [TerminalSignal] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = uninterrupted { read(descriptor, &bytes, bytes.count) }
    guard count > 0 else { return [] }
    var signals: [TerminalSignal] = []
    for byte in bytes.prefix(count) {
      let known = TerminalSignal.allCases.first { $0.number == Int32(byte) }
      guard let signal = known, !signals.contains(signal) else { continue }
      if signal != .resized, let seen = lastSeen[signal], now - seen < Self.echo { continue }
      lastSeen[signal] = now
      signals.append(signal)
    }
    return signals
  }

  /// Takes note that the process has stopped and been continued: what asked for that is done, and
  /// what still tells of it tells nothing new.
  ///
  /// - Returns: the other signals that came meanwhile.
  func settle(at now: Duration) -> [TerminalSignal] {
    let others = drain(at: now).filter { $0 != .suspend && $0 != .continued }
    lastSeen[.suspend] = nil
    lastSeen[.continued] = now
    return others
  }
}
