import Glibc
import Testing

/// A child process, started with nothing of ours but what it is given.
///
/// Foundation's `Process` is not used: it waits until every descendant has let go of a socket, and
/// a tmux server never does.
struct Child {
  let identifier: pid_t

  /// Starts a program found in the usual folders.
  ///
  /// - Parameter output: descriptors that become 0, 1 and 2.
  init(_ arguments: [String], environment: [String: String], descriptors: [Int32]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (index, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(index))
    }
    // A test's thread blocks most signals, and a child would inherit that: a tmux server without
    // SIGCHLD never ends.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawnp(&identifier, arguments[0], &actions, &attributes, &argv, &envp)
    try #require(code == 0, "\(arguments[0]): \(String(cString: strerror(code)))")
    self.identifier = identifier
  }

  /// Waits for its end and returns its exit code, or minus the signal that ended it; kills it when
  /// its time is up.
  func end(within bound: Double) throws -> Int32 {
    var status: Int32 = 0
    var left = Int(bound * 1_000 / 2)
    while waitpid(identifier, &status, WNOHANG) == 0 {
      guard left > 0 else {
        kill(identifier, SIGKILL)
        waitpid(identifier, &status, 0)
        throw TimeIsUp()
      }
      left -= 1
      poll(nil, 0, 2)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }
}

/// Something took longer than its bound.
struct TimeIsUp: Error {}
