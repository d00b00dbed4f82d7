import Glibc

/// One end of a connection between two processes of this machine. It never blocks. It is closed
/// when it is released.
public final class StreamSocket {
  public let descriptor: Int32
  /// Where it leads, for messages.
  public let path: String

  /// What a read brought.
  enum Reading {
    case bytes(Int)
    /// Nothing is there yet.
    case nothing
    /// The other side has closed the connection.
    case end
  }

  init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Connects to the socket that a process listens on.
  public static func connected(to path: String) throws(SocketError) -> StreamSocket {
    let socket = try made(for: path)
    var address = try SocketAddress(path)
    let code = address.withPointer { connect(socket.descriptor, $0, $1) }
    guard code == 0 else { throw SocketError("connect to", path) }
    return socket
  }

  /// Makes two sockets that are connected with each other.
  public static func pair() throws(SocketError) -> (StreamSocket, StreamSocket) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, StreamSocket.kind, 0, &ends) == 0 else {
      throw SocketError("make", "a pair of sockets")
    }
    return (StreamSocket(ends[0], path: "a pair"), StreamSocket(ends[1], path: "a pair"))
  }

  static func made(for path: String) throws(SocketError) -> StreamSocket {
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw SocketError("make a socket for", path) }
    return StreamSocket(descriptor, path: path)
  }

  static let kind =
    Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

  /// Reads what is there and appends it, at most `limit` bytes.
  func read(into bytes: inout [UInt8], atMost limit: Int) throws(SocketError) -> Reading {
    var code: Int32 = 0
    let count = withUnsafeTemporaryAllocation(byteCount: limit, alignment: 16) { raw in
      while true {
        let count = recv(descriptor, raw.baseAddress, limit, 0)
        code = errno
        if count > 0 { bytes.append(contentsOf: raw[..<count]) }
        if count >= 0 || code != EINTR { return count }
      }
    }
    if count > 0 { return .bytes(count) }
    if count == 0 || code == ECONNRESET { return .end }
    if code == EAGAIN { return .nothing }
    throw SocketError("read from", path, code: code)
  }

  /// Writes as much as there is room for. Returns how many bytes that was; nil if the other side
  /// has closed the connection.
  func write(_ bytes: ArraySlice<UInt8>) throws(SocketError) -> Int? {
    var code: Int32 = 0
    let count = bytes.withUnsafeBytes { raw in
      while true {
        let count = send(descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL))
        code = errno
        if count >= 0 || code != EINTR { return count }
      }
    }
    if count >= 0 { return count }
    if code == EAGAIN { return 0 }
    if code == EPIPE || code == ECONNRESET { return nil }
    throw SocketError("write to", path, code: code)
  }
}

/// The address of a socket in the file system.
struct SocketAddress {
  private var address = sockaddr_un()

  /// - Throws: if the path is longer than the system allows (107 bytes).
  init(_ path: String) throws(SocketError) {
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard !bytes.isEmpty, bytes.count <= room, !bytes.contains(0) else {
      throw SocketError(
        "use", path, code: ENAMETOOLONG, reason: "the path of a socket has 1 to \(room) bytes")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  }

  mutating func withPointer<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
