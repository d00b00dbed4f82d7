import Glibc

/// The free bytes on the disk of a file, looked up once a second at most.
struct FreeSpace {
  private let path: String
  private var lookedAt: UInt64?
  /// What an unprivileged user may still write; nil if the system doesn't tell.
  private(set) var bytes: UInt64?

  init(path: String) { self.path = path }

  /// - Parameter now: nanoseconds of a clock that never goes back.
  mutating func look(at now: UInt64) {
    if let lookedAt, now - lookedAt < 1_000_000_000 { return }
    lookedAt = now
    var facts = statvfs()
    bytes = statvfs(path, &facts) == 0 ? UInt64(facts.f_bavail) * UInt64(facts.f_frsize) : nil
  }
}
