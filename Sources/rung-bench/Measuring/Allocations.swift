import CAllocationCounter

/// Counts the heap allocations of the calling thread, including those of the Swift runtime.
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
  /// The number of allocations since the start.
  static var count: Int { Int(callocationcounter_count()) }
}
