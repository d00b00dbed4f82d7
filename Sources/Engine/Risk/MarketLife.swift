import Market
import Venue

/// Whether the market trades, until when, and how far the venue's clock is from ours.
struct MarketLife: Sendable, Codable {
  private(set) var phase = MarketStatus.Phase.trading
  private(set) var endsAt: Instant?
  /// The end that is set, whatever the venue tells.
  private var endIsSet: Instant?
  private(set) var clock = VenueClock()
  /// When the venue is asked next; the far past before the first book, the far future for never.
  private(set) var pollAt = Instant.distantPast
  /// When the opens end because the market does.
  private(set) var cutoffAt = Instant.distantFuture
  /// The market was taken for closed because of a refusal; it is looked at again then.
  private(set) var reconsiderAt = Instant.distantFuture
  /// The venue refused a price as none of its tick grid: the tick is unknown until then, and the far
  /// future while it is known.
  private(set) var tickReturnsAt = Instant.distantFuture
  /// What the policy for the end asks for was begun.
  private(set) var isEnding = false

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

  /// What was doubted since a refusal is so no more once its time is over.
  mutating func pass(_ now: Instant) {
    if now >= reconsiderAt {
      reconsiderAt = .distantFuture
      phase = .trading
    }
    if now >= tickReturnsAt { tickReturnsAt = .distantFuture }
  }

  /// Whether the venue is to be asked now; the next time after so many nanoseconds, or never where that is
  /// zero. The first question waits for the market; one that a refusal asked for doesn't.
  mutating func takePoll(at now: Instant, again wait: Int64, seesBook: Bool) -> Bool {
    guard now >= pollAt, seesBook || pollAt > .distantPast else { return false }
    pollAt = wait > 0 ? now.advanced(byNanoseconds: wait) : .distantFuture
    return wait > 0
  }

  /// The venue is asked. Returns false where that is being done: then it is asked by a moment.
  mutating func ask(at now: Instant, orBy moment: Instant) -> Bool {
    guard !clock.ask(at: now) else { return true }
    pollAt = min(pollAt, moment)
    return false
  }

  /// There was no room for the question: it is asked by a moment.
  mutating func couldNotAsk(askBy moment: Instant) {
    clock.forgetQuestion()
    pollAt = min(pollAt, moment)
  }

  /// The question got no answer.
  mutating func askedInVain() { clock.forgetQuestion() }

  /// Takes in what the venue said; its clock may be so far from ours. An end that is called off, or is
  /// further away than opens go on before one, may be begun again. Both in nanoseconds.
  mutating func learn(_ status: MarketStatus, at now: Instant, maximumSkew: Int64, cutoff: Int64) {
    phase = status.phase
    endsAt = [endIsSet, status.endsAt].compactMap(\.self).min()
    reconsiderAt = .distantFuture
    clock.learn(status.asOf, at: now, limit: maximumSkew)
    if left(at: now) ?? .max > cutoff { isEnding = false }
  }

  /// A refusal says that the market is in a phase, which is less than the venue can say: it is asked at
  /// once, or where it can't be, that is doubted after a moment. Returns whether it is another phase.
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

  /// The venue refused a price as none of its tick grid: its tick is unknown until then.
  mutating func doubtTick(until moment: Instant) { tickReturnsAt = moment }

  /// What the policy for the end asks for begins.
  mutating func beginEnding() { isEnding = true }

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
