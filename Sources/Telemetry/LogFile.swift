import Output

/// A file of log lines that is rotated when it is large, and outlives what happens to disks.
///
/// Lines are gathered and written in pieces, at the latest a second after they came if the owner
/// calls ``flush(at:)`` as often. A file that was moved or removed is made again. If the disk
/// refuses lines, they are kept up to a limit and tried again, at most once a second; beyond the
/// limit they are dropped and counted. No call throws for that: trading goes on.
///
/// Times are those of a monotonic clock, in nanoseconds.
public final class LogFile {
  /// When a file is rotated, and how much may wait.
  public struct Rules: Equatable, Sendable {
    /// The size in bytes that a file does not pass, unless one line is longer.
    public var rotateBytes = 64_000_000
    /// The number of old files that are kept: `.1` is the newest.
    public var kept = 5
    /// The number of bytes that are written at once.
    public var pieceBytes = 1 << 16
    /// The number of bytes that wait for a disk at most.
    public var waitingBytes = 1 << 20
    public var others = GrowingFile.Others.all

    public init() {}
  }

  /// What the owner should tell the operator, once.
  public enum News: Equatable, Sendable {
    /// Lines can't be written, or the file can't be rotated.
    case refused(FileError)
    /// Lines are written again; this number of them was dropped meanwhile.
    case writesAgain(dropped: Int)
  }

  private enum State {
    case writing(GrowingFile)
    /// The disk refused; nothing is tried before the time. The file is nil if it couldn't be opened.
    case waiting(GrowingFile?, until: Int64)
  }

  public let path: String
  private let rules: Rules
  private var state: State
  private var pending = PendingLines()
  private var news: [News] = []
  /// Lines dropped since the last line that says so, since the disk began to refuse, and ever.
  private var untold = 0
  private var dropped = 0
  private var allDropped = 0
  private var lastRefusal: FileError?
  /// The size at which the file is rotated: larger than that of the rules after a refused rotation.
  private var rotationSize: Int
  private var lastFlush = Int64.min

  /// The time between two attempts, and between two calls that write.
  private static let second: Int64 = 1_000_000_000

  /// Opens the file or makes it.
  ///
  /// - Throws: ``FileError`` if it can't be written, so that the operator can name another.
  public init(_ path: String, _ rules: Rules = Rules()) throws(FileError) {
    self.path = path
    self.rules = rules
    rotationSize = rules.rotateBytes
    let file = try GrowingFile(path, accepting: rules.others)
    state = .writing(file)
    if file.endsWithinLine { pending.append("") }
  }

  /// Adds a line, which must not contain a line end. It is dropped if too much waits already.
  public func append(_ line: String, at now: Int64) {
    guard pending.count + line.utf8.count < rules.waitingBytes else {
      untold += 1
      dropped += 1
      allDropped += 1
      return
    }
    pending.append(line)
    if pending.count >= rules.pieceBytes { write(at: now) }
  }

  /// The number of lines dropped since the last call, if there is room for a line that says so.
  public func takeDropped() -> Int? {
    guard untold > 0, pending.count < rules.waitingBytes / 2 else { return nil }
    defer { untold = 0 }
    return untold
  }

  /// Writes what waits, if the last time was a second ago.
  public func flush(at now: Int64) {
    guard lastFlush == .min || now - lastFlush >= LogFile.second else { return }
    write(at: now)
  }

  /// Writes what waits, now.
  ///
  /// - Throws: ``FileError``, the last refusal, if a line that was added is not in the file.
  public func finish(at now: Int64) throws(FileError) {
    if case .waiting(let file, _) = state { state = .waiting(file, until: now) }
    write(at: now)
    if let lastRefusal, !pending.isEmpty || allDropped > 0 { throw lastRefusal }
  }

  /// Returns what the operator should know, once.
  public func takeNews() -> [News] {
    defer { news.removeAll() }
    return news
  }

  // MARK: Writing

  private func write(at now: Int64) {
    if case .waiting(_, let until) = state, now < until { return }
    lastFlush = now
    guard !pending.isEmpty else { return }
    do throws(FileError) {
      var file = try present()
      while !pending.isEmpty {
        let piece = pending.piece(upTo: pieceBytes(for: file))
        if file.isRegular, file.size > 0, !pending.isCut, file.size + piece.count > rotationSize {
          file = try rotated(file)
          continue
        }
        pending.take(try file.write(piece))
      }
      if case .waiting = state { news.append(.writesAgain(dropped: dropped)) }
      dropped = 0
      state = .writing(file)
    } catch {
      wait(error, since: now)
    }
  }

  /// How much is written at once: no more than the file has room for.
  private func pieceBytes(for file: GrowingFile) -> Int {
    file.isRegular ? max(1, min(rules.pieceBytes, rotationSize - file.size)) : rules.pieceBytes
  }

  private func wait(_ error: FileError, since now: Int64) {
    lastRefusal = error
    switch state {
    case .writing(let file):
      news.append(.refused(error))
      state = .waiting(file.isMoved ? nil : file, until: now + LogFile.second)
    case .waiting(let file, _): state = .waiting(file, until: now + LogFile.second)
    }
  }

  /// The file to write to: the open one if it still has its name, otherwise a new one.
  private func present() throws(FileError) -> GrowingFile {
    let open: GrowingFile? =
      switch state {
      case .writing(let file): file
      case .waiting(let file, _): file
      }
    if let open, !open.isMoved { return open }
    return try reopened()
  }

  private func reopened() throws(FileError) -> GrowingFile {
    let file = try GrowingFile(path, accepting: rules.others)
    pending.beginAgain()
    rotationSize = rules.rotateBytes
    // A file that somebody put here may end within a line.
    if file.endsWithinLine { _ = try file.write([UInt8(ascii: "\n")]) }
    replaceFile(by: file)
    return file
  }

  private func replaceFile(by file: GrowingFile) {
    switch state {
    case .writing: state = .writing(file)
    case .waiting(_, let until): state = .waiting(file, until: until)
    }
  }

  /// Makes room by a new file. If the system refuses that, the old one grows on.
  private func rotated(_ file: GrowingFile) throws(FileError) -> GrowingFile {
    do throws(FileError) {
      try file.moveAside(keeping: rules.kept)
    } catch {
      news.append(.refused(error))
      rotationSize = file.size + rules.rotateBytes
      return file
    }
    return try reopened()
  }
}
