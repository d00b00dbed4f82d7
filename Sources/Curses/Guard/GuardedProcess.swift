import CProcess
import Glibc

/// The console as its guard sees it: a child process.
struct GuardedProcess {
  let identifier: pid_t

  enum Change: Equatable {
    case none
    case stopped(by: Int32)
    case ended(code: Int32)
    case killed(by: Int32)
  }

  /// Starts this program again.
  ///
  /// - Parameters:
  ///   - extra: variables to set besides those of this process.
  ///   - inherited: descriptors that the new process gets under the same numbers.
  ///   - errors: the descriptor for its standard error; nil for the same as ours.
  init(extra: [(name: String, value: String)], inherited: [Int32], errors: Int32?)
    throws(SystemError)
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in inherited {  // Duplicating it onto itself makes it inheritable.
      posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
    }
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.unblockAll(&attributes)

    let names = extra.map { "\($0.name)=" }
    let kept = Environment.entries.filter { entry in !names.contains { entry.hasPrefix($0) } }
    let variables = kept + extra.map { "\($0.name)=\($0.value)" }
    var process: pid_t = 0
    let code = Self.withPointers(to: CommandLine.arguments) { arguments in
      Self.withPointers(to: variables) { variables in
        posix_spawn(&process, Self.program, &actions, &attributes, arguments, variables)
      }
    }
    guard code == 0 else { throw SystemError("start \(Self.program)", code: code) }
    identifier = process
  }

  /// The file that this process runs: by its own name, so that process lists show it, or by the
  /// kernel's name if that file has been replaced since.
  private static let program: String = {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &path, Int(PATH_MAX))
    guard count > 0, access(path, X_OK) == 0 else { return "/proc/self/exe" }
    return String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  private static func unblockAll(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  }

  /// Calls `body` with a null-terminated list of C strings.
  private static func withPointers<Result>(
    to texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }

  /// Returns what has happened to the process since the last call.
  func change() -> Change {
    var status: Int32 = 0
    let found = uninterrupted { waitpid(identifier, &status, WNOHANG | WUNTRACED) }
    guard found == identifier else { return .none }
    if cprocess_stopped(status) { return .stopped(by: cprocess_stop_signal(status)) }
    if cprocess_exited(status) { return .ended(code: cprocess_exit_code(status)) }
    return .killed(by: cprocess_end_signal(status))
  }

  func send(_ signal: Int32) {
    kill(identifier, signal)  // It fails only if the process has ended, which is seen next.
  }
}
