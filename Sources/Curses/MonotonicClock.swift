import Glibc

/// Time that only goes forward. It paces input and output here and steers nothing else.
enum MonotonicClock {
  static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
