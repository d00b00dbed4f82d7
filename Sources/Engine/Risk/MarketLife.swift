import Market
import Venue

/// Whether the market trades, until when, and how far the venue's clock is from ours.
struct MarketLife: Sendable, Codable {
  private(set) var phase = MarketStatus.Phase.trading
  private(set) var endsAt: Instant?
  /// The end that the settings give, whatever the venue reports.
  private var endIsSet: Instant?
  private(set) var clock = VenueClock()
  /// When the venue is asked next; the far past before the first book, the far future for never.
  private(set) var pollAt = Instant.distantPast
  /// When entries end because the market does.
  private(set) var cutoffAt = Instant.distantFuture
  /// The phase was taken from a refusal; it is doubted at this moment.
  private(set) var reconsiderAt = Instant.distantFuture
  /// The venue refused a price as not on its tick grid: the tick is unknown until this moment; the
  /// far future while it is known.
  private(set) var tickReturnsAt = Instant.distantFuture
  /// The policy for the market's end was started.
  private(set) var isEnding = false

  init(endsAt: Instant? = nil) {
    self.endsAt = endsAt
    endIsSet = endsAt
  }

  /// When it must be woken.
  @inline(__always) var wakeAt: Instant {
    min(
      pollAt > .distantPast ? pollAt : .distantFuture,
      min(cutoffAt, min(reconsiderAt, tickReturnsAt)))
  }

  /// Drops the doubts of earlier refusals once their time is over.
  mutating func pass(_ now: Instant) {
    if now >= reconsiderAt {
      reconsiderAt = .distantFuture
      phase = .trading
    }
    if now >= tickReturnsAt { tickReturnsAt = .distantFuture }
  }

  /// Whether the venue must be asked now. The next question follows after `wait` nanoseconds, or
  /// never if that is zero. The first question waits for the market; one that a refusal caused does
  /// not.
  mutating func takePoll(at now: Instant, again wait: Int64, seesBook: Bool) -> Bool {
    guard now >= pollAt, seesBook || pollAt > .distantPast else { return false }
    pollAt = wait > 0 ? now.advanced(byNanoseconds: wait) : .distantFuture
    return wait > 0
  }

  /// Asks the venue. Returns false if a question is already in flight: the next is then due by
  /// `moment`.
  mutating func ask(at now: Instant, orBy moment: Instant) -> Bool {
    guard !clock.ask(at: now) else { return true }
    pollAt = min(pollAt, moment)
    return false
  }

  /// The question could not be sent: the next one is due by `moment`.
  mutating func couldNotAsk(askBy moment: Instant) {
    clock.forgetQuestion()
    pollAt = min(pollAt, moment)
  }

  /// The question got no answer.
  mutating func askedInVain() { clock.forgetQuestion() }

  /// Takes in the venue's status. Its clock may differ from ours by `maximumSkew`. If the end is
  /// called off, or is further away than `cutoff`, the policy for it may start again. Both in
  /// nanoseconds.
  mutating func learn(_ status: MarketStatus, at now: Instant, maximumSkew: Int64, cutoff: Int64) {
    phase = status.phase
    endsAt = [endIsSet, status.endsAt].compactMap(\.self).min()
    reconsiderAt = .distantFuture
    clock.learn(status.asOf, at: now, limit: maximumSkew)
    if left(at: now) ?? .max > cutoff { isEnding = false }
  }

  /// Takes in a refusal that implies a phase. It says less than a status does, so the venue is
  /// asked at once; if it can't be asked, a phase other than closed is doubted at `moment`. Returns
  /// whether the phase changed.
  mutating func refused(
    in phase: MarketStatus.Phase, at now: Instant, canAsk: Bool, doubtAt moment: Instant
  ) -> Bool {
    guard self.phase != phase, self.phase != .closed else { return false }
    self.phase = phase
    if canAsk {
      clock.giveUp()
      pollAt = now
    } else if phase != .closed {
      reconsiderAt = moment
    }
    return true
  }

  /// The venue refused a price as not on its tick grid: its tick is unknown until `moment`.
  mutating func doubtTick(until moment: Instant) { tickReturnsAt = moment }

  /// Starts the policy for the market's end.
  mutating func beginEnding() { isEnding = true }

  /// Computes when entries end, by our clock.
  mutating func setCutoff(_ cutoff: Int64, after now: Instant) {
    let moment = endsAt.map {
      $0.advanced(byNanoseconds: -cutoff).advanced(byNanoseconds: -(clock.skew ?? 0))
    }
    cutoffAt = moment.map { $0 > now ? $0 : .distantFuture } ?? .distantFuture
  }

  /// How long the market has left by the venue's clock, in nanoseconds; nil if it has no end.
  @inline(__always)
  func left(at now: Instant) -> Int64? {
    endsAt.map { $0.nanoseconds(since: now.advanced(byNanoseconds: clock.skew ?? 0)) }
  }
}
