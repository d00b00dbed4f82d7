import Engine
import Market
import SimulatedVenue

/// A silence that is longer than a market's: a recording has a hole of days, or a wrong time in it.
///
/// Playing all of it would wake the engine for each of its polls, millions in a year, though they
/// change nothing. So only the first day is played, in which everything that a silence causes has
/// happened, and the last minute, in which the engine checks everything before the market goes on.
/// The time between them is skipped in one step.
extension DryRun {
  static let livedThroughNanoseconds: Int64 = 86_400_000_000_000
  static let wokenBeforeNanoseconds: Int64 = 60_000_000_000

  /// The moment up to which time is skipped, if the market is silent before `next`; nil if none is.
  @inline(__always)
  func endOfSilence(before next: Instant) -> Instant? {
    guard time.nanoseconds(since: marketTime) >= DryRun.livedThroughNanoseconds else { return nil }
    let end = next.advanced(byNanoseconds: -DryRun.wokenBeforeNanoseconds)
    return end > time ? end : nil
  }

  mutating func passSilence(to end: Instant) {
    happened(at: end)
    venue.passSilence(to: end, grace: DryRun.wokenBeforeNanoseconds)
    network.passSilence(to: end)
    kernel.wake(at: end)
  }
}
