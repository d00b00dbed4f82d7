import Market
import Venue

/// When each way to the venue was last heard, and what was done about its silence.
struct Watchdogs: Sendable, Codable {
  /// The private stream's last word, and the last answer to anything asked.
  private(set) var ordersHeard = Instant.distantPast
  private(set) var answerHeard = Instant.distantPast
  /// From when on the market stream is expected to speak.
  private(set) var marketSince = Instant.distantPast
  /// When the private stream's silence was last looked into, and how often since its last word.
  private(set) var silenceAskedAt = Instant.distantPast
  private(set) var silences = 0
  /// The market was silent for so long that opens were stopped.
  private(set) var isMarketSilent = false
  /// The last time each channel was asked to open anew.
  private(set) var reconnected = [Instant.distantPast, Instant.distantPast, Instant.distantPast]
  /// When a stream that is down is asked to open again, and how often that has failed in a row.
  private(set) var reopenAt = [Instant.distantFuture, .distantFuture, .distantFuture]
  private(set) var denials = [0, 0, 0]
  private(set) var checkAt = Instant.distantPast

  /// How long to wait after so many failures to open a stream: half a second, doubled each time, half
  /// a minute at most.
  static func reopenWait(after denials: Int) -> Int64 {
    min(500_000_000 << Int64(min(denials, 10)), 30_000_000_000)
  }

  /// The private stream said something.
  mutating func hearOrders(at now: Instant) { ordersHeard = now }

  /// Something that was asked was answered.
  mutating func hearAnswer(at now: Instant) { answerHeard = now }

  /// Looks at all channels now, and again then, or before that where a stream is asked for again.
  mutating func look(at now: Instant, again moment: Instant) {
    if marketSince == .distantPast { marketSince = now }
    checkAt = reopenAt.reduce(moment) { $1 > now ? min($0, $1) : $0 }
  }

  /// How long the market stream said nothing, of which a book was heard last, in nanoseconds.
  func marketSilence(at now: Instant, lastBook: Instant) -> Int64 {
    now.nanoseconds(since: max(lastBook, marketSince))
  }

  /// Looks whether the private stream was silent for so many nanoseconds, and for as many since that was
  /// looked into. Returns how often it was since its last word, if so.
  mutating func lookAtOrders(at now: Instant, limit: Int64) -> Int? {
    if ordersHeard == .distantPast { ordersHeard = now }
    if ordersHeard > silenceAskedAt { silences = 0 }
    guard now.nanoseconds(since: max(ordersHeard, silenceAskedAt)) >= limit else { return nil }
    silenceAskedAt = now
    silences += 1
    return silences
  }

  /// The market speaks: it is looked at again before it may be silent for too long.
  mutating func hearMarket(checkBy moment: Instant) {
    isMarketSilent = false
    checkAt = min(checkAt, moment)
  }

  /// It was silent for too long. Returns whether that is news.
  mutating func missMarket() -> Bool {
    defer { isMarketSilent = true }
    return !isMarketSilent
  }

  /// Asks for a channel to be opened anew. Returns false where that was asked less than so many
  /// nanoseconds ago.
  mutating func reconnect(_ channel: Channel, at now: Instant, limit: Int64) -> Bool {
    let last = reconnected[Int(channel.rawValue)]
    guard last == .distantPast || now.nanoseconds(since: last) >= limit else { return false }
    reconnected[Int(channel.rawValue)] = now
    return true
  }

  /// A stream that is down is asked for, and again then.
  mutating func reopen(_ channel: Channel, at now: Instant, again moment: Instant) {
    reconnected[Int(channel.rawValue)] = now
    askAgain(channel, at: moment)
  }

  /// A stream could not be opened: it is asked for again, later each time.
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
