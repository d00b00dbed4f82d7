import Glibc

/// Prints a result with a line end: every byte, or it throws.
func writeResult(_ text: String, to descriptor: Int32 = STDOUT_FILENO) throws(BenchError) {
  var rest = Array((text + "\n").utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw .system(failedTo: "write to standard output") }
    rest = rest.dropFirst(count)
  }
}
