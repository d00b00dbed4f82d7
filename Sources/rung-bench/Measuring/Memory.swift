import Glibc

/// The most memory that this process held.
enum Memory {
  /// Lowers the system's high-water mark to the memory held now, so that what follows has a peak of
  /// its own. Returns whether the system allowed it.
  static func resetPeak() -> Bool {
    let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return write(descriptor, "5", 1) == 1
  }

  /// The high-water mark (`VmHWM`), in bytes. It includes the pages of a mapped tape.
  static func peakResidentBytes() throws(BenchError) -> Int {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(failedTo: "read /proc/self/status") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { throw .system(failedTo: "read /proc/self/status") }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    for line in lines where line.hasPrefix("VmHWM:") {
      let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
      if let kibibytes = Int(digits) { return kibibytes * 1_024 }
    }
    throw .system("the system does not tell the most memory held (no VmHWM)")
  }
}
