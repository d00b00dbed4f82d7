import Glibc
import Output

/// A monotonic clock, in nanoseconds from some moment.
func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// The most memory this process ever held, in bytes; zero where the system doesn't tell.
///
/// Read from `/proc` and not from `getrusage`, whose figure a child begins with its parent's.
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
