import Glibc

/// The clocks that measurements read.
enum Clock {
  /// Wall time.
  case wall
  /// Processor time of the calling thread, including time in system calls.
  case processor

  /// Nanoseconds since an arbitrary moment.
  var nanoseconds: Int {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Returns the result of `body` and the nanoseconds that it took.
  func measure<Value>(_ body: () throws(BenchError) -> Value) throws(BenchError) -> (Value, Int) {
    let start = nanoseconds
    let value = try body()
    return (value, nanoseconds - start)
  }
}
