import Glibc

/// A socket in the file system that other processes of the same user connect to. Its file is
/// removed when it is released.
public final class ListeningSocket {
  private let socket: StreamSocket
  private let path: String

  public var descriptor: Int32 { socket.descriptor }

  /// Begins to listen. A file that a dead process left behind is replaced.
  ///
  /// - Throws: if a process listens there already, or if the file is no socket.
  public init(at path: String) throws(SocketError) {
    self.path = path
    try ListeningSocket.removeAbandoned(path)
    socket = try StreamSocket.made(for: path)
    // Before the file is there, so that nobody else can connect in between.
    guard fchmod(socket.descriptor, 0o600) == 0 else { throw SocketError("protect", path) }
    var address = try SocketAddress(path)
    let code = address.withPointer { bind(socket.descriptor, $0, $1) }
    guard code == 0 else { throw SocketError("listen at", path) }
    guard listen(socket.descriptor, 16) == 0 else {
      let error = SocketError("listen at", path)
      unlink(path)
      throw error
    }
  }

  deinit { unlink(path) }

  private static func removeAbandoned(_ path: String) throws(SocketError) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    guard facts.st_mode & S_IFMT == S_IFSOCK else {
      throw SocketError(
        "listen at", path, code: EEXIST, reason: "a file that is no socket is there")
    }
    let probe = try StreamSocket.made(for: path)
    var address = try SocketAddress(path)
    let code = address.withPointer { connect(probe.descriptor, $0, $1) }
    guard code != 0, errno == ECONNREFUSED else {
      throw SocketError(
        "listen at", path, code: EADDRINUSE, reason: "another process listens there")
    }
    guard unlink(path) == 0 else { throw SocketError("replace", path) }
  }

  /// Returns the next connection that was made; nil if there is none.
  public func accept() throws(SocketError) -> StreamSocket? {
    let descriptor = Glibc.accept(socket.descriptor, nil, nil)
    guard descriptor >= 0 else {
      if [EAGAIN, EINTR, ECONNABORTED].contains(errno) { return nil }
      throw SocketError("accept a connection at", path)
    }
    let connection = StreamSocket(descriptor, path: path)
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
    else { throw SocketError("accept a connection at", path) }
    return connection
  }
}
