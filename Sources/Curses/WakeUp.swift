import CProcess
import Glibc

/// Wakes a terminal's wait for events from another thread, through an `eventfd`.
public final class WakeUp: Sendable {
  public let descriptor: Int32

  public init() throws(SystemError) {
    descriptor = cprocess_event()
    guard descriptor >= 0 else { throw SystemError("make a wake-up descriptor") }
  }

  deinit {
    close(descriptor)
  }

  /// Makes the present or next wait return. Any thread may call it. Any number of calls before that
  /// wait count as one. It never blocks.
  public func wake() {
    var one: UInt64 = 1
    // It fails only after 2⁶⁴ wake-ups without a wait.
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  /// Forgets the calls so far.
  func drain() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
