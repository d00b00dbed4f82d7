import Glibc

/// One byte of memory a guard and its console share: whether the console has the terminal in its
/// own mode, so that the guard takes back exactly what is there.
///
/// It's a file in memory, inherited by descriptor; the guard names it in the environment.
final class GuardLink: Sendable {
  /// The variable by which a console knows its guard: the guard's process and the descriptor.
  static let variable = "RUNG_GUARD"

  let guardProcess: pid_t
  let descriptor: Int32

  init(guardProcess: pid_t, descriptor: Int32) {
    self.guardProcess = guardProcess
    self.descriptor = descriptor
  }

  /// The link this process was started with, if a guard started it. Reading it takes it out of
  /// the environment and closes it to processes we start.
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
      _ = pwrite(descriptor, &byte, 1, 0)  // One byte of memory; there's nothing to fail.
    }
  }
}
