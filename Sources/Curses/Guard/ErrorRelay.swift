import CProcess
import Glibc
import Screen

/// Keeps what a guarded console, or a library in it, writes to standard error off its screen.
///
/// While the console has the screen, the last part of the text is kept. It is shown once the
/// terminal is back to normal. That is also how an operator sees Swift's last words in a crash,
/// which no report repeats.
struct ErrorRelay {
  /// The end that the guard reads.
  let reading: Int32
  /// The end that the console gets as its standard error.
  let writing: Int32
  /// Whether any process can still write.
  private(set) var isOpen = true
  private var kept: [UInt8] = []
  private var isCut = false

  /// The most bytes that are kept.
  static let most = 16_384

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard cprocess_pipe(&ends) == 0 else { throw SystemError("make a pipe for messages") }
    (reading, writing) = (ends[0], ends[1])
  }

  /// Reads what has arrived.
  mutating func collect() {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = uninterrupted { read(reading, &chunk, chunk.count) }
      if count == 0 { isOpen = false }
      guard count > 0 else { break }
      kept += chunk.prefix(count)
      guard kept.count > Self.most else { continue }
      kept.removeFirst(kept.count - Self.most)
      isCut = true
    }
  }

  /// Returns the kept text as lines without control characters, and forgets it.
  mutating func take() -> String {
    guard !kept.isEmpty else { return "" }
    var lines = kept.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if isCut { lines = lines.dropFirst() }
    let endsLine = lines.last?.isEmpty ?? true
    if endsLine { lines = lines.dropLast() }
    let text = lines.map { SafeText(utf8: $0.filter { $0 != 0x0D }).text }
    kept = []
    defer { isCut = false }
    return (isCut ? "…\n" : "") + text.map { "\($0)\n" }.joined()
  }
}
