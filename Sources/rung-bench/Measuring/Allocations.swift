import CAllocationCounter

/// Counts the heap allocations of the calling thread, the Swift runtime's among them.
enum Allocations {
  /// Returns how many allocations `body` made.
  static func counted(in body: () -> Void) -> Int {
    callocationcounter_start()
    body()
    callocationcounter_stop()
    return count
  }

  static func start() { callocationcounter_start() }
  static func stop() { callocationcounter_stop() }
  /// How many there were since the start.
  static var count: Int { Int(callocationcounter_count()) }
}
