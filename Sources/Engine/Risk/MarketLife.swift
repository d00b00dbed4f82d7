import Market
import Venue

/// Whether the market trades, until when, and how far the venue's clock is from ours.
struct MarketLife: Sendable, Codable {
  var phase = MarketStatus.Phase.trading
  private(set) var endsAt: Instant?
  /// The end that is set, whatever the venue tells.
  private var endIsSet: Instant?
  var clock = VenueClock()
  /// When the venue is asked next; the far past before the first book, the far future for never.
  var pollAt = Instant.distantPast
  /// When the opens end because the market does.
  var cutoffAt = Instant.distantFuture
  /// The market was taken for closed because of a refusal; it is looked at again then.
  var reconsiderAt = Instant.distantFuture
  /// The venue refused a price as none of its raster: the tick is unknown until then, and the far
  /// future while it is known.
  var tickReturnsAt = Instant.distantFuture
  /// What the policy for the end asks for was begun.
  var isEnding = false

  init(endsAt: Instant? = nil) {
    self.endsAt = endsAt
    endIsSet = endsAt
  }

  /// When it wants to be woken.
  @inline(__always) var wakeAt: Instant {
    min(
      pollAt > .distantPast ? pollAt : .distantFuture,
      min(cutoffAt, min(reconsiderAt, tickReturnsAt)))
  }

  /// Takes in what the venue said.
  mutating func learn(_ status: MarketStatus) {
    phase = status.phase
    endsAt = [endIsSet, status.endsAt].compactMap(\.self).min()
    reconsiderAt = .distantFuture
  }

  /// Works out when, by our clock, the opens end.
  mutating func setCutoff(_ cutoff: Int64, after now: Instant) {
    let moment = endsAt.map {
      $0.advanced(byNanoseconds: -cutoff).advanced(byNanoseconds: -(clock.skew ?? 0))
    }
    cutoffAt = moment.map { $0 > now ? $0 : .distantFuture } ?? .distantFuture
  }

  /// How long the market has left by the venue's clock; nothing where it has no end.
  @inline(__always)
  func left(at now: Instant) -> Int64? {
    endsAt.map { $0.nanoseconds(since: now.advanced(byNanoseconds: clock.skew ?? 0)) }
  }
}
