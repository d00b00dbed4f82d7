import Engine
import Market
import SimulatedVenue

/// A silence that is longer than a market's: a recording has a hole of days, or a wrong time in it.
///
/// To live through it would be to wake the engine for each of its polls, millions in a year, though
/// nothing can come of them. So its first day is lived through, in which all that a silence leads to
/// has happened, and its last minute, in which the engine looks about itself before the market goes
/// on. Between them time goes on in one step.
extension DryRun {
  static let livedThroughNanoseconds: Int64 = 86_400_000_000_000
  static let wokenBeforeNanoseconds: Int64 = 60_000_000_000

  /// The moment to which time goes on in one step, where the market says nothing before `next`.
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
