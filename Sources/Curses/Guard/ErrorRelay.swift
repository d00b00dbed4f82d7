import CProcess
import Glibc
import Screen

/// Keeps what a guarded console, or a library in it, writes to standard error off its screen.
///
/// While the console has the screen the last of it is kept, and shown once the terminal is back to
/// normal. That's also how Swift's last words on a crash, which no report repeats, are seen.
struct ErrorRelay {
  /// What the guard reads.
  let reading: Int32
  /// What the console gets as its standard error.
  let writing: Int32
  /// Whether anyone can still write.
  private(set) var isOpen = true
  private var kept: [UInt8] = []
  private var isCut = false

  /// The most that's kept. Unit: bytes.
  static let most = 16_384

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard cprocess_pipe(&ends) == 0 else { throw SystemError("make a pipe for messages") }
    (reading, writing) = (ends[0], ends[1])
  }

  /// Takes what has come.
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

  /// Returns what is kept as lines without control characters, and keeps it no longer.
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
