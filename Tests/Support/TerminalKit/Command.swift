import Glibc
import Synchronization

/// Runs a program and reads what it writes.
///
/// Foundation's `Process` takes a program for running as long as anything it started holds a
/// descriptor of it, and a tmux server, once started, stays.
enum Command {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// Returns what a program wrote to standard output; its standard error goes nowhere.
  ///
  /// - Parameter variables: the whole environment, as `NAME=value`.
  static func output(of words: [String], variables: [String]) throws -> String {
    let (process, reading) = try spawning.withLock { _ in try startWithPipe(words, variables) }
    defer { close(reading) }
    let text = readAll(reading)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    return text
  }

  /// One start at a time: a pipe just made must not be inherited by another's program.
  private static let spawning = Mutex(())

  private static func startWithPipe(_ words: [String], _ variables: [String]) throws
    -> (process: pid_t, reading: Int32)
  {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failed(description: "no pipe: errno \(errno)") }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (try start(words, variables, output: ends[1]), ends[0])
  }

  private static func start(_ words: [String], _ variables: [String], output: Int32) throws
    -> pid_t
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)  // Threads that run tests block signals.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let arguments = words.map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environment)
    guard code == 0 else { throw Failed(description: "can't start \(words): errno \(code)") }
    return process
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
