import CProcess
import Glibc

/// The file of a mapping, watched for as long as the mapping is used.
final class MappedFile: Sendable {
  private let descriptor: Int32
  private let slot: Int32
  private let length: Int
  private let state: State

  /// The facts that change when a file is written to.
  private struct State: Equatable {
    let size: off_t
    let modified: [Int]

    init?(_ descriptor: Int32) {
      var facts = stat()
      guard fstat(descriptor, &facts) == 0 else { return nil }
      size = facts.st_size
      modified = [
        facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec,
      ]
    }
  }

  /// - Parameter code: the exit code of the process if a read finds the file cut.
  /// - Returns: nil if no descriptor is left to watch the file, or its state can't be read.
  init?(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, named path: String, code: Int32) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { return nil }
    guard let state = State(copy) else {
      close(copy)
      return nil
    }
    self.descriptor = copy
    self.state = state
    length = bytes.count
    let name = CleanText.cleaned(path, limit: 300)
    slot = cprocess_watch_mapping(
      bytes.baseAddress, bytes.count, "rung: \(name): the tape was cut short while it was read\n",
      code)
  }

  deinit {
    cprocess_unwatch_mapping(slot)
    close(descriptor)
  }

  var hasChanged: Bool { State(descriptor) != state }

  var isWhole: Bool { State(descriptor).map { $0.size >= off_t(length) } ?? false }
}
