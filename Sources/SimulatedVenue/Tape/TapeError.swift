import Glibc
import Output

/// Why a file isn't a tape that can be played, or couldn't be made into one. Every case names the
/// file.
///
/// Texts that come from a file are cleaned (``CleanText``) before they get in here.
public enum TapeError: Error, Equatable, Sendable {
  /// The system refused to open it.
  case cannotOpen(path: String, errno: Int32)
  /// It was opened, and reading failed.
  case cannotRead(path: String, errno: Int32)
  /// Writing failed; an existing file of that name is unchanged.
  case cannotWrite(FileError)
  /// Somebody else wrote to the file, or cut it, while it was read.
  case changed(path: String)
  /// The file is empty.
  case empty(path: String)
  /// The file is not a tape.
  case notATape(path: String)
  /// The file is not a tape; `what` says what was recognised.
  case foreign(path: String, what: String)
  /// The file was made by a later build, in a format that this one doesn't know.
  case newer(path: String, version: Int, supported: Int)
  /// The end of the file is missing. Counts are in bytes.
  case truncated(path: String, expected: Int, found: Int)
  /// The bytes are not those that were written.
  case corrupt(path: String, offset: Int, what: String)
  /// The gzip stream around a text tape is damaged.
  case gzip(path: String, what: String)
  /// A line of a text tape is wrong. Lines count from 1; the excerpt is its beginning.
  case badLine(path: String, line: Int, excerpt: String, what: String)
  /// There is a header, but no line of data.
  case noData(path: String)
  /// An option cannot be applied to this file.
  case badOption(path: String, option: String, what: String)
  /// The records don't fit into memory.
  case outOfMemory(path: String)
}

extension TapeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let path, let code):
      "\(Self.named(path)): cannot open it: \(Self.reason(code))"
    case .cannotRead(let path, let code):
      "\(Self.named(path)): cannot read it: \(Self.reason(code))"
    case .cannotWrite(let error):
      CleanText.cleaned(error.description)
    case .changed(let path):
      "\(Self.named(path)): the tape was changed while it was read, so the result cannot be trusted"
    case .empty(let path):
      "\(Self.named(path)): the file is empty"
    case .notATape(let path):
      "\(Self.named(path)): this is neither a binary tape nor a text tape (\"tape v1\", plain or "
        + "gzip)"
    case .foreign(let path, let what):
      "\(Self.named(path)): \(what)"
    case .newer(let path, let version, let supported):
      "\(Self.named(path)): the tape has format version \(version); this build reads up to "
        + "\(supported), use a newer one"
    case .truncated(let path, let expected, let found):
      "\(Self.named(path)): the tape is cut off: \(expected) bytes expected, \(found) found"
    case .corrupt(let path, let offset, let what):
      "\(Self.named(path)): the tape is damaged at byte \(offset): \(what)"
    case .gzip(let path, let what):
      "\(Self.named(path)): the gzip stream is damaged: \(what)"
    case .badLine(let path, let line, let excerpt, let what):
      "\(Self.named(path)), line \(line): \(what)"
        + (excerpt.isEmpty ? "" : "; the line is \"\(excerpt)\"")
    case .noData(let path):
      "\(Self.named(path)): there is no data after the header"
    case .badOption(let path, let option, let what):
      "\(Self.named(path)): \(option): \(what)"
    case .outOfMemory(let path):
      "\(Self.named(path)): its records do not fit into memory"
    }
  }

  private static func named(_ path: String) -> String { CleanText.cleaned(path, limit: 4_096) }

  private static func reason(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
