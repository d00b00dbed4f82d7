import Glibc
import Market
import Output

/// The right of one instance to trade an account and market, or to write a journal.
///
/// It is a lock on a file in the folder of Rung's state. The system gives it up when the process ends,
/// however it ends. The file stays: deleting it could give the lease to two.
public final class Lease: Sendable {
  public let holder: LeaseHolder
  /// The lease's file.
  public let path: String
  private let descriptor: Int32

  /// Takes a lease.
  ///
  /// - Parameters:
  ///   - subject: what is leased. The same text means the same lease.
  ///   - folder: must be there.
  ///   - journal: the journal that this instance writes, for whoever is refused; or empty.
  ///   - now: the time.
  public init(
    _ subject: String, in folder: String, journal: String, at now: Instant
  ) throws(LeaseError) {
    path = Lease.path(of: subject, in: folder)
    holder = LeaseHolder(of: subject, journal: journal, at: now)
    descriptor = try Lease.openFile(path)
    do throws(LeaseError) {
      guard try Lease.lock(descriptor, path) else {
        throw .held(subject: subject, by: Lease.holder(in: descriptor))
      }
      try Lease.write(holder.text, to: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit {
    // Whoever looks from now on finds no holder. If this fails, the lock says the same.
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Takes a lease from its holder: asks that process to end (`SIGTERM`) and waits for it.
  ///
  /// Only a process of this user on this machine is asked, and only if it is the one that took the
  /// lease and not a later one with its number.
  public static func takeOver(
    _ subject: String, in folder: String, journal: String, at now: Instant,
    withinMilliseconds: Int
  ) throws(LeaseError) -> Lease {
    let end = monotonicNanoseconds() + UInt64(withinMilliseconds) * 1_000_000
    var asked: LeaseHolder?
    while true {
      let current: LeaseHolder?
      do throws(LeaseError) {
        return try Lease(subject, in: folder, journal: journal, at: now)
      } catch {
        guard case .held(_, let found) = error else { throw error }
        current = found
      }
      // A holder that is just writing who it is may be unknown for a moment.
      if let current, current != asked {
        try askToEnd(current, subject)
        asked = current
      }
      guard monotonicNanoseconds() < end else {
        guard let asked else { throw .outOfReach(subject: subject, nil) }
        throw .stillHeld(subject: subject, asked)
      }
      poll(nil, 0, 10)
    }
  }

  private static func askToEnd(_ holder: LeaseHolder, _ subject: String) throws(LeaseError) {
    guard holder.isRunningHere, holder.processID > 1, holder.processID != getpid() else {
      throw .outOfReach(subject: subject, holder)
    }
    guard kill(holder.processID, SIGTERM) != 0 else { return }
    switch errno {
    case ESRCH: return  // It has ended by itself.
    default: throw .notAllowed(subject: subject, holder)
    }
  }

  /// Who holds a lease; nil if nobody does, or if its file does not say who.
  public static func holder(of subject: String, in folder: String) throws(LeaseError)
    -> LeaseHolder?
  {
    let path = path(of: subject, in: folder)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .file(FileError("read", path))
    }
    defer { close(descriptor) }
    return try lock(descriptor, path) ? nil : holder(in: descriptor)
  }

  /// The file of a lease: readable letters of what is leased, and a checksum of all of it.
  static func path(of subject: String, in folder: String) -> String {
    var sum = Checksum()
    sum.add(subject)
    let letters = subject.utf8.prefix(40).map { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    let digits = String(UInt64(bitPattern: sum.value), radix: 16)
    return "\(folder)/\(String(letters))-\(digits).lease"
  }

  private static func openFile(_ path: String) throws(LeaseError) -> Int32 {
    let make = O_CREAT  // tidy-ok: a lock is on the file itself, which is never replaced
    let descriptor = open(path, O_RDWR | make | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .file(FileError("create", path)) }
    return descriptor
  }

  /// - Returns: false if another has it.
  private static func lock(_ descriptor: Int32, _ path: String) throws(LeaseError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw .file(FileError("lock", path))
      }
    }
    return true
  }

  private static func write(_ text: String, to descriptor: Int32, _ path: String)
    throws(LeaseError)
  {
    let bytes = Array(text.utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    else { throw .file(FileError("write", path)) }
  }

  private static func holder(in descriptor: Int32) -> LeaseHolder? {
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return LeaseHolder(text: String(decoding: bytes[..<count], as: UTF8.self))
  }
}
