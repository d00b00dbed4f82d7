import CZlib
import Glibc

/// Reads a file's bytes one buffer after the other, unpacking gzip.
final class ByteSource {
  enum Form: Equatable {
    case binary
    case gzip
    case plain
    /// A recognised form that can't be read; the text is a clause.
    case foreign(String)
  }

  /// The path that stands for standard input.
  static let standardInput = "-"

  let path: String
  let form: Form
  /// The number of bytes of the file itself that were read so far.
  private(set) var fileBytes = 0

  private static let capacity = 1 << 18
  private static let leastHead = 8
  private let descriptor: Int32
  private let input: UnsafeMutablePointer<UInt8>
  private let stream: UnsafeMutablePointer<z_stream>
  private var available = 0
  private var position = 0
  private var atEnd = false
  private var isInflating = false
  private var betweenMembers = false

  /// Whether it is a regular file, which can be mapped and read again.
  let isRegularFile: Bool

  /// Opens a file, or standard input for `-`, and recognises its form by its first bytes.
  init(path given: String) throws(TapeError) {
    let isInput = given == ByteSource.standardInput
    path = isInput ? "standard input" : given
    descriptor =
      isInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(given, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    var status = stat()
    isRegularFile =
      !isInput && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    input = .allocate(capacity: ByteSource.capacity)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    do throws(TapeError) {
      // A pipe may deliver a byte at a time; the form shows in the first few.
      var read = -1
      while available < ByteSource.leastHead, read != 0 {
        let room = UnsafeMutableBufferPointer(
          start: input + available, count: ByteSource.capacity - available)
        read = try ByteSource.read(descriptor, into: room, path: path)
        available += read
      }
    } catch {
      close(descriptor)
      input.deallocate()
      stream.deallocate()
      throw error
    }
    fileBytes = available
    form = ByteSource.form(of: UnsafeBufferPointer(start: input, count: available))
    // From here on `deinit` cleans up.
    guard available > 0 else { throw .empty(path: path) }
    guard form == .gzip else { return }
    // 16 selects gzip only: neither zlib's own header nor raw data.
    let result = inflateInit2_(
      stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw .outOfMemory(path: path) }
    isInflating = true
  }

  deinit {
    if isInflating { inflateEnd(stream) }
    stream.deallocate()
    input.deallocate()
    close(descriptor)
  }

  /// Fills as much of a buffer as it can and returns the number of bytes; 0 at the end.
  func read(into output: UnsafeMutableBufferPointer<UInt8>) throws(TapeError) -> Int {
    guard let base = output.baseAddress else { return 0 }
    return form == .gzip ? try unpack(into: base, output.count) : try copy(into: base, output.count)
  }

  private static let packers: [(name: String, first: [UInt8])] = [
    ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
    ("bzip2", [0x42, 0x5A, 0x68]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
  ]

  private static func form(of head: UnsafeBufferPointer<UInt8>) -> Form {
    func begins(_ first: [UInt8]) -> Bool {
      head.prefix(first.count).elementsEqual(first.prefix(head.count))
    }
    if head.first == TapeFormat.magic.first { return .binary }
    if begins([0x1F, 0x8B]) { return .gzip }
    for (name, first) in packers where head.count > first.count && begins(first) {
      return .foreign("this is packed with \(name); unpack it first, or pack it with gzip")
    }
    if head.count > 1, begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) {
      return .foreign("this is text in UTF-16; save it as UTF-8")
    }
    return .plain
  }

  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>, path: String
  ) throws(TapeError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .cannotRead(path: path, errno: errno) }
    }
  }

  private func refill() throws(TapeError) {
    guard position == available, !atEnd else { return }
    let room = UnsafeMutableBufferPointer(start: input, count: ByteSource.capacity)
    available = try ByteSource.read(descriptor, into: room, path: path)
    position = 0
    fileBytes += available
    atEnd = available == 0
  }

  private func copy(into output: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(TapeError)
    -> Int
  {
    try refill()
    let count = min(capacity, available - position)
    output.update(from: input + position, count: count)
    position += count
    return count
  }

  private func unpack(into output: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(TapeError)
    -> Int
  {
    stream.pointee.next_out = output
    stream.pointee.avail_out = uInt(capacity)
    while stream.pointee.avail_out > 0 {
      try refill()
      if betweenMembers {
        // Zeros behind a member are padding of a tape drive or a disk.
        while position < available, input[position] == 0 { position += 1 }
        if position == available, !atEnd { continue }
        guard !atEnd else { break }
        guard inflateReset(stream) == Z_OK else { throw .gzip(path: path, what: "cannot go on") }
        betweenMembers = false
      }
      stream.pointee.next_in = input + position
      stream.pointee.avail_in = uInt(available - position)
      let result = inflate(stream, Z_NO_FLUSH)
      position = available - Int(stream.pointee.avail_in)
      if result == Z_STREAM_END { betweenMembers = true } else { try check(result) }
    }
    return capacity - Int(stream.pointee.avail_out)
  }

  private func check(_ result: Int32) throws(TapeError) {
    switch result {
    case Z_OK: return
    case Z_BUF_ERROR:
      // No progress: either all was read, or the output is full, which ends the loop by itself.
      if atEnd { throw .gzip(path: path, what: "it ends in the middle") }
    case Z_MEM_ERROR: throw .outOfMemory(path: path)
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "error \(result)"
      throw .gzip(path: path, what: "\(reason), before byte \(fileBytes - available + position)")
    }
  }
}
