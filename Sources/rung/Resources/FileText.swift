import Glibc

/// Reads a whole small text file, such as a configuration or a keymap.
///
/// - Throws: ``FileError`` where the system refuses, the file is larger than `limit` bytes
///   (reported as `EFBIG`) or it isn't UTF-8 (`EILSEQ`).
func readText(_ path: String, limit: Int = 4 << 20) throws(FileError) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError("read", path) }
  defer { _ = close(descriptor) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError("read", path) }
    if count == 0 { break }
    bytes += piece[..<count]
    guard bytes.count <= limit else { throw FileError("read", path, code: EFBIG) }
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw FileError("read", path, code: EILSEQ)
  }
  return text
}

/// The names in a folder, sorted, without those that begin with a dot.
func listFolder(_ path: String) throws(FileError) -> [String] {
  guard let folder = opendir(path) else { throw FileError("read", path) }
  defer { _ = closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}
