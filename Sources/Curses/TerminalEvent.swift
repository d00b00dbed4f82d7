import Screen

/// What wakes a console's loop.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// A key that may not be one the operator pressed; see `Doubt`.
  case doubtful(Key, Doubt)
  /// Pasted text, or a burst that nobody typed: text for a field, never a command. It is not yet
  /// made safe. Show it only as `SafeText`.
  case paste([UInt8])
  case mouse(MouseEvent)
  /// The terminal has another size, or its screen must be drawn again after a stop.
  case resize(columns: Int, rows: Int)
  case signal(TerminalSignal)
  /// The terminal is gone: nothing more comes from it, and nothing drawn reaches it.
  case hangup
  /// Another thread called ``WakeUp/wake()``.
  case wake
  /// The time to wait is over.
  case tick
}

extension TerminalEvent {
  init(_ input: TerminalInput) {
    switch input {
    case .key(let key): self = .key(key)
    case .doubtful(let key, let doubt): self = .doubtful(key, doubt)
    case .paste(let bytes): self = .paste(bytes)
    case .mouse(let event): self = .mouse(event)
    }
  }
}
