import Market
import Venue

/// When each way to the venue was last heard, and what was done about its silence.
struct Watchdogs: Sendable, Codable {
  /// The private stream's last word, and the last answer to anything asked.
  var ordersHeard = Instant.distantPast
  var answerHeard = Instant.distantPast
  /// From when on the market stream is expected to speak.
  var marketSince = Instant.distantPast
  /// When the private stream's silence was last looked into, and how often since its last word.
  var silenceAskedAt = Instant.distantPast
  var silences = 0
  /// The market was silent for so long that opens were stopped.
  var isMarketSilent = false
  /// The last time each channel was asked to open anew.
  var reconnected = [Instant.distantPast, Instant.distantPast, Instant.distantPast]
  /// When a stream that is down is asked to open again, and how often that has failed in a row.
  var reopenAt = [Instant.distantFuture, .distantFuture, .distantFuture]
  var denials = [0, 0, 0]
  var checkAt = Instant.distantPast

  /// How long to wait after so many failures to open a stream: half a second, doubled each time, half
  /// a minute at most.
  static func reopenWait(after denials: Int) -> Int64 {
    min(500_000_000 << Int64(min(denials, 10)), 30_000_000_000)
  }
}
