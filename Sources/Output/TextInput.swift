import Glibc

/// Reads a whole small text file, such as a configuration or a keymap; `-` is standard input.
///
/// - Throws: ``FileError`` if the system refuses, the file is larger than `limit` bytes (reported
///   as `EFBIG`), or it isn't UTF-8 (`EILSEQ`, with the line).
public func readText(_ path: String, limit: Int = 4 << 20) throws(FileError) -> String {
  let bytes = try readBytes(path, limit: limit)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw FileError("read", inputName(path), code: EILSEQ, reason: notText(bytes))
  }
  return text
}

/// Reads a whole file as bytes.
///
/// - Parameter limit: the most bytes that are read; a larger file is reported as `EFBIG`.
/// - Throws: ``FileError`` if the system refuses.
public func readFile(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
  try readBytes(path, limit: limit)
}

/// The first bytes of a file; fewer if it is shorter.
///
/// - Throws: ``FileError`` if the system refuses.
public func firstBytes(of path: String, count: Int) throws(FileError) -> [UInt8] {
  let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
  guard file.number >= 0 else { throw FileError("read", inputName(path)) }
  var bytes = [UInt8](repeating: 0, count: count)
  let got = bytes.withUnsafeMutableBytes { pread(file.number, $0.baseAddress, $0.count, 0) }
  guard got >= 0 else { throw FileError("read", inputName(path)) }
  return Array(bytes[..<got])
}

/// The name of an input in messages: its path, or `standard input` for `-`.
public func inputName(_ path: String) -> String { path == "-" ? "standard input" : path }

private func readBytes(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
  let file = Descriptor(
    path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_RDONLY | O_CLOEXEC))
  guard file.number >= 0 else { throw FileError("read", inputName(path)) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = piece.withUnsafeMutableBytes { read(file.number, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError("read", inputName(path)) }
    if count == 0 { return bytes }
    bytes += piece[..<count]
    guard bytes.count <= limit else { throw FileError("read", inputName(path), code: EFBIG) }
  }
}

/// Describes where bytes stop being UTF-8.
private func notText(_ bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    return "it is UTF-16; save it as UTF-8"
  }
  var rest = bytes[...]
  var line = 1
  while let end = rest.firstIndex(of: 0x0A) {
    guard String(validating: rest[..<end], as: UTF8.self) != nil else { break }
    rest = rest[(end + 1)...]
    line += 1
  }
  return "line \(line) is not UTF-8"
}
