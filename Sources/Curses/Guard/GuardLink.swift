import Glibc

/// One byte of memory that a guard and its console share. It says whether the console has the
/// terminal in its own mode, so that the guard undoes exactly that.
///
/// It is a file in memory, inherited as a descriptor. The guard names it in the environment.
final class GuardLink: Sendable {
  /// The variable that tells a console its guard's process and the descriptor.
  static let variable = "RUNG_GUARD"

  let guardProcess: pid_t
  let descriptor: Int32

  init(guardProcess: pid_t, descriptor: Int32) {
    self.guardProcess = guardProcess
    self.descriptor = descriptor
  }

  /// The link that this process was started with; nil if no guard started it. Reading it removes it
  /// from the environment and closes it to the processes that we start.
  static let inherited: GuardLink? = {
    guard let value = Environment.value(variable) else { return nil }
    unsetenv(variable)
    let parts = value.split(separator: ":").compactMap { Int32($0) }
    guard parts.count == 2, parts[1] > STDERR_FILENO, fcntl(parts[1], F_GETFD) >= 0 else {
      return nil
    }
    _ = fcntl(parts[1], F_SETFD, FD_CLOEXEC)
    return GuardLink(guardProcess: parts[0], descriptor: parts[1])
  }()

  var isInside: Bool {
    get {
      var byte: UInt8 = 0
      return pread(descriptor, &byte, 1, 0) == 1 && byte == 1
    }
    set {
      var byte: UInt8 = newValue ? 1 : 0
      _ = pwrite(descriptor, &byte, 1, 0)  // One byte of memory: this can't fail.
    }
  }
}
