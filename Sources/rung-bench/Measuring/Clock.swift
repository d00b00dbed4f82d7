import Glibc

/// The clocks that measurements read.
enum Clock {
  /// Time as it goes by.
  case wall
  /// Time that the processor spent on the calling thread, within the system's calls too.
  case processor

  /// Nanoseconds since some moment.
  var nanoseconds: Int {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Returns what `body` made and how many nanoseconds it took.
  func measure<Value>(_ body: () throws(BenchError) -> Value) throws(BenchError) -> (Value, Int) {
    let start = nanoseconds
    let value = try body()
    return (value, nanoseconds - start)
  }
}
