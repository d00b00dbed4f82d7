import Glibc

/// A value that threads share, with a way to wait until it has changed.
final class Monitor<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func withLock<Result>(_ act: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return act(&value)
  }

  /// Makes every wait decide again.
  func wakeAll() { pthread_cond_broadcast(condition) }

  /// What a waiting thread decides when it looks at the value.
  enum Step<Result> {
    case go(Result)
    /// Look again after a change, or at this moment of the clock at the latest.
    case wait(until: UInt64)
    /// Look again after a change.
    case sleep
  }

  /// Waits until `decide` says go. It is asked with the lock held and the time in nanoseconds.
  func wait<Result>(_ decide: (inout Value, UInt64) -> Step<Result>) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      switch decide(&value, monotonicNanoseconds()) {
      case .go(let result): return result
      case .sleep: pthread_cond_wait(condition, mutex)
      case .wait(let moment):
        var time = timespec(
          tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
        pthread_cond_timedwait(condition, mutex, &time)
      }
    }
  }
}

/// A clock that never goes back, in nanoseconds from an unknown beginning. It paces writing; no input
/// and no row has a time of it.
func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
