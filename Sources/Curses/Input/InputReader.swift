import Glibc

/// Reads a terminal's keyboard: bytes in, decoded inputs out.
struct InputReader {
  let descriptor: Int32
  private var decoder: InputDecoder
  private var bursts = BurstFilter()
  /// The most bytes of one read, so that a flood can't keep the loop from its other work.
  private static let mostBytes = 65_536

  init(descriptor: Int32, escapeDelay: Duration) {
    self.descriptor = descriptor
    decoder = InputDecoder(escapeDelay: escapeDelay)
  }

  /// When the held bytes count as complete; nil while none are held.
  var deadline: Duration? { decoder.deadline }

  /// Reads everything that is there, without waiting.
  ///
  /// - Returns: the decoded inputs; nil if the terminal is gone.
  mutating func read(at now: Duration) -> [TerminalInput]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    repeat {
      let count = uninterrupted { Glibc.read(descriptor, &chunk, chunk.count) }
      guard count > 0 else {
        if count < 0, errno == EAGAIN { break }
        return bytes.isEmpty ? nil : understood(bytes, at: now)
      }
      bytes += chunk.prefix(count)
    } while bytes.count < Self.mostBytes && hasMore
    return understood(bytes, at: now)
  }

  /// Takes the held bytes as complete once their time is over. Call it only if there is nothing to
  /// read.
  mutating func expire(at now: Duration) -> [TerminalInput] {
    guard let deadline, now >= deadline else { return [] }
    return bursts.filter(decoder.expire(at: now), at: now)
  }

  private mutating func understood(_ bytes: [UInt8], at now: Duration) -> [TerminalInput] {
    bursts.filter(decoder.feed(bytes, at: now), at: now)
  }

  private var hasMore: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLIN) != 0
  }
}
