import CProcess
import Glibc

/// A signal that asks something of the console.
public enum TerminalSignal: Hashable, Sendable, CaseIterable {
  /// `SIGTERM`: leave.
  case terminate
  /// `SIGINT`, from outside. The terminal does not send it, so that a pasted control-C is text.
  case interrupt
  /// `SIGQUIT`, from outside: leave, as for `SIGTERM`. Nothing has crashed.
  case quit
  /// `SIGHUP`: the session is going away, or the guard has died.
  case hangup
  /// `SIGTSTP`: stop until continued.
  case suspend
  /// `SIGCONT`: this process was continued.
  case continued
  /// `SIGWINCH`: the terminal's size changed.
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
/// The handler writes a byte and does nothing else. A signal to the process group reaches this
/// process twice, from the sender and through the guard. Two within ``echo`` count as one.
final class SignalPipe {
  /// The same signal again within this time counts as the same one.
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

  /// Directs every signal here, over any handler that a library installed.
  func install() throws(SystemError) {
    for signal in TerminalSignal.allCases {
      guard cprocess_direct_signal(signal.number, writing) == 0 else {
        throw SystemError("handle signal \(signal.number)")
      }
    }
  }

  /// Gives the signals their default effects again.
  func uninstall() {
    for signal in TerminalSignal.allCases { cprocess_reset_signal(signal.number) }
  }

  deinit {
    uninstall()
    close(descriptor)
    close(writing)
  }

  /// Returns the signals that arrived, each once, in their order.
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

  /// Notes that the process was stopped and continued. What asked for that is done, and signals
  /// that still report it say nothing new.
  ///
  /// - Returns: the other signals that arrived meanwhile.
  func settle(at now: Duration) -> [TerminalSignal] {
    let others = drain(at: now).filter { $0 != .suspend && $0 != .continued }
    lastSeen[.suspend] = nil
    lastSeen[.continued] = now
    return others
  }
}
