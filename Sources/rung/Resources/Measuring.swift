import Glibc
import Market
import Output

/// The time of a monotonic clock, in nanoseconds since an arbitrary moment.
func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// The time of the wall clock.
func wallTime() -> Instant {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
}

/// The most memory that this process ever held, in bytes; zero if the system doesn't report it.
///
/// It is read from `/proc` and not from `getrusage`, where a child's figure begins with its
/// parent's.
func peakResidentBytes() -> Int64 {
  let status: String
  do throws(FileError) {
    status = try readText("/proc/self/status")
  } catch {
    return 0
  }
  for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
    let number = line.drop { !$0.isNumber }.prefix { $0.isNumber }
    return (Int64(number) ?? 0) * 1_024
  }
  return 0
}
