import Glibc

/// Bytes for the terminal, which may be slow. Sending never waits for it.
///
/// The terminal is opened again for this, so that non-blocking mode applies to us alone and not to
/// the shell, which shares the descriptors that we were started with.
final class TerminalOutput {
  let descriptor: Int32
  private var waiting: [UInt8] = []
  private(set) var isGone = false

  init(to original: Int32) throws(SystemError) {
    var name = [CChar](repeating: 0, count: 256)
    guard ttyname_r(original, &name, name.count) == 0 else {
      throw SystemError("find the terminal's name")
    }
    let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
    let named = open(name, flags)
    // After `su` the terminal belongs to another user, but our controlling terminal can still be
    // opened.
    let opened = named >= 0 ? named : open("/dev/tty", flags)
    descriptor = opened >= 0 ? opened : fcntl(original, F_DUPFD_CLOEXEC, 3)
    guard descriptor >= 0 else { throw SystemError("open the terminal") }
  }

  deinit {
    close(descriptor)
  }

  /// Whether earlier bytes still wait for the terminal.
  var isBusy: Bool { !waiting.isEmpty }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends bytes. Those that the terminal does not take at present are kept.
  func send(_ bytes: [UInt8]) {
    guard !isGone else { return }
    waiting += bytes
    push()
  }

  /// Sends the waiting bytes, as far as the terminal takes them.
  func push() {
    var sent = 0
    waiting.withUnsafeBytes { bytes in
      while sent < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
        let count = uninterrupted { write(descriptor, rest.baseAddress, rest.count) }
        if count < 0 {
          isGone = errno != EAGAIN
          return
        }
        sent += count
      }
    }
    waiting.removeFirst(sent)
    if isGone { waiting = [] }
  }

  /// Waits until everything is sent, but at most for the given time: a terminal that takes nothing
  /// must not keep a process from ending.
  func finish(within limit: Duration) {
    let end = MonotonicClock.now() + limit
    while isBusy {
      let left = end - MonotonicClock.now()
      guard left > .zero else { return }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&wanted, 1, Int32(left.milliseconds))
      push()
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, at most a day.
  var milliseconds: Int64 {
    let limited = min(max(self, .zero), .seconds(86_400))
    return limited.components.seconds * 1_000
      + (limited.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
