import Market
import Venue

/// When each channel to the venue was last heard, and what was done about its silence.
struct Watchdogs: Sendable, Codable {
  /// When the private stream was last heard, and when the last question was answered.
  private(set) var ordersHeard = Instant.distantPast
  private(set) var answerHeard = Instant.distantPast
  /// From when on the market stream's silence is measured.
  private(set) var marketSince = Instant.distantPast
  /// When the private stream's silence was last acted on, and how often since it was last heard.
  private(set) var silenceAskedAt = Instant.distantPast
  private(set) var silences = 0
  /// The market was silent for long enough to stop entries.
  private(set) var isMarketSilent = false
  /// When each channel was last asked to reopen.
  private(set) var reconnected = [Instant.distantPast, Instant.distantPast, Instant.distantPast]
  /// When a stream that is down is asked to open again, and how many attempts in a row have failed.
  private(set) var reopenAt = [Instant.distantFuture, .distantFuture, .distantFuture]
  private(set) var denials = [0, 0, 0]
  private(set) var checkAt = Instant.distantPast

  /// How long to wait after this many failures to open a stream, in nanoseconds: half a second,
  /// doubled each time, at most half a minute.
  static func reopenWait(after denials: Int) -> Int64 {
    min(500_000_000 << Int64(min(denials, 10)), 30_000_000_000)
  }

  /// The private stream was heard.
  mutating func hearOrders(at now: Instant) { ordersHeard = now }

  /// A question was answered.
  mutating func hearAnswer(at now: Instant) { answerHeard = now }

  /// Checks all channels now. The next check is at `moment`, or earlier if a stream must be asked
  /// for again before.
  mutating func look(at now: Instant, again moment: Instant) {
    if marketSince == .distantPast { marketSince = now }
    checkAt = reopenAt.reduce(moment) { $1 > now ? min($0, $1) : $0 }
  }

  /// A process begins again: nobody could hear the market before.
  mutating func restart(at now: Instant) { marketSince = now }

  /// How long the market stream has been silent, in nanoseconds; a book last came at `lastBook`.
  func marketSilence(at now: Instant, lastBook: Instant) -> Int64 {
    now.nanoseconds(since: max(lastBook, marketSince))
  }

  /// Checks whether the private stream was silent for `limit` nanoseconds, and as long since that
  /// was last acted on. Returns how often that happened since it was last heard; nil if it was not
  /// silent.
  mutating func lookAtOrders(at now: Instant, limit: Int64) -> Int? {
    if ordersHeard == .distantPast { ordersHeard = now }
    if ordersHeard > silenceAskedAt { silences = 0 }
    guard now.nanoseconds(since: max(ordersHeard, silenceAskedAt)) >= limit else { return nil }
    silenceAskedAt = now
    silences += 1
    return silences
  }

  /// Market data came: they are checked again before they can be silent for too long.
  mutating func hearMarket(checkBy moment: Instant) {
    isMarketSilent = false
    checkAt = min(checkAt, moment)
  }

  /// Market data were silent for too long. Returns true if that is new.
  mutating func missMarket() -> Bool {
    defer { isMarketSilent = true }
    return !isMarketSilent
  }

  /// Notes that a channel is asked to reopen. Returns false if that was asked less than `limit`
  /// nanoseconds ago.
  mutating func reconnect(_ channel: Channel, at now: Instant, limit: Int64) -> Bool {
    let last = reconnected[Int(channel.rawValue)]
    guard last == .distantPast || now.nanoseconds(since: last) >= limit else { return false }
    reconnected[Int(channel.rawValue)] = now
    return true
  }

  /// A stream that is down is asked to open, and again at `moment`.
  mutating func reopen(_ channel: Channel, at now: Instant, again moment: Instant) {
    reconnected[Int(channel.rawValue)] = now
    askAgain(channel, at: moment)
  }

  /// A stream could not be opened: it is asked again, later each time.
  mutating func denied(_ channel: Channel, at now: Instant) {
    let place = Int(channel.rawValue)
    guard reopenAt[place] < .distantFuture else { return }
    let wait = Watchdogs.reopenWait(after: denials[place])
    denials[place] += 1
    askAgain(channel, at: now.advanced(byNanoseconds: wait))
  }

  private mutating func askAgain(_ channel: Channel, at moment: Instant) {
    reopenAt[Int(channel.rawValue)] = moment
    checkAt = min(checkAt, moment)
  }

  /// A channel opened or broke.
  mutating func changed(_ channel: Channel) {
    denials[Int(channel.rawValue)] = 0
    reopenAt[Int(channel.rawValue)] = .distantFuture
  }
}
