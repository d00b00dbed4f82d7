import CProcess
import Glibc

/// Wakes a terminal's wait for events from another thread: an `eventfd`.
public final class WakeUp: Sendable {
  public let descriptor: Int32

  public init() throws(SystemError) {
    descriptor = cprocess_event()
    guard descriptor >= 0 else { throw SystemError("make a wake-up descriptor") }
  }

  deinit {
    close(descriptor)
  }

  /// Makes the present or next wait return. Any thread may call it, and any number of calls
  /// before that wait count as one. Never blocks.
  public func wake() {
    var one: UInt64 = 1
    // It can only fail when it's awake 2⁶⁴ times already.
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  /// Forgets the calls so far.
  func drain() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
