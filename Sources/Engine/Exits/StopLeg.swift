import Market
import Venue

/// The stop of one lot: what triggers it, and how far it has got since.
///
/// | state | leaves it when |
/// |---|---|
/// | none | what it is calculated from is known, or a runner begins to trail |
/// | waiting | the market reaches the trigger, or the venue says so |
/// | due | the engine checks next: the venue says its price is reached, the market can't be seen |
/// | triggered | never: it is sent until nothing is open |
enum StopLeg: Equatable, Sendable, Codable {
  /// The settings give it none, or what it is calculated from is not known yet.
  case none
  case waiting(trigger: Price)
  case due(trigger: Price)
  case triggered(TriggeredStop)

  /// The price that triggers it, or has; nil if there is none, or we do not know it.
  var trigger: Price? {
    switch self {
    case .none: nil
    case .waiting(let trigger), .due(let trigger): trigger
    case .triggered(let stop): stop.trigger
    }
  }

  var isTriggered: Bool { triggered != nil }

  var triggered: TriggeredStop? {
    if case .triggered(let stop) = self { stop } else { nil }
  }

  /// Moves to another price, or to none while that is unknown.
  mutating func move(to trigger: Price?) {
    switch (self, trigger) {
    case (.triggered(var stop), _):
      stop.move(to: trigger)
      self = .triggered(stop)
    case (.none, let trigger?), (.waiting, let trigger?): self = .waiting(trigger: trigger)
    case (.due, let trigger?): self = .due(trigger: trigger)
    case (.none, nil), (.waiting, nil), (.due, nil): self = .none
    }
  }

  /// The venue refused to hold a stop because its trigger is reached, and we can't see the market.
  /// Returns whether it is this stop's trigger.
  mutating func reachedUnseen(at trigger: Price) -> Bool {
    switch self {
    case .waiting(trigger), .due(trigger):
      self = .due(trigger: trigger)
      return true
    case .triggered(let stop): return stop.trigger == trigger
    case .none, .waiting, .due: return false
    }
  }

  /// It was checked, so what the venue said of its price has been acted on.
  mutating func lookedAt() {
    if case .due(let trigger) = self { self = .waiting(trigger: trigger) }
  }

  /// Its trigger was reached. Returns whether that is news.
  mutating func trigger(at now: Instant, againAt: Instant) -> Bool {
    guard !isTriggered else { return false }
    self = .triggered(TriggeredStop(trigger: trigger, since: now, tryAt: againAt))
    return true
  }

  /// Records what became of sending it once it was triggered.
  mutating func on(_ news: TriggeredStop.News) {
    guard case .triggered(var stop) = self else { return }
    stop.on(news)
    self = .triggered(stop)
  }
}

/// A stop that was triggered.
struct TriggeredStop: Equatable, Sendable, Codable {
  /// Nil if the venue triggered one whose trigger we do not know.
  private(set) var trigger: Price?
  let since: Instant
  /// When it is sent again with a wider limit, and how often it was.
  private(set) var tryAt: Instant
  private(set) var tries: UInt8 = 0
  /// The worst price of one that waits for one of our own orders to end; nil if none waits.
  private(set) var blocked: Price?

  /// What became of sending it.
  enum News: Equatable, Sendable {
    /// It is sent. If it does not fill, it is sent with a wider limit at `again`.
    case sent(again: Instant)
    /// It was sent with a wider limit.
    case escalated(tries: UInt8)
    /// It waits for one of our own orders to end.
    case blocked(at: Price)
    /// It waits no longer.
    case freed
  }

  mutating func on(_ news: News) {
    switch news {
    case .sent(let again): tryAt = again
    case .escalated(let tries): self.tries = tries
    case .blocked(let worst): blocked = worst
    case .freed: blocked = nil
    }
  }

  mutating func move(to trigger: Price?) { self.trigger = trigger }
}

/// Who holds a lot's stop until it is triggered.
enum StopHolder: UInt8, Sendable, Codable {
  /// The engine watches its price.
  case engine
  /// The venue.
  case venue
  /// The venue, which had no room for a second one: the old one ends before a new one is sent.
  case venueOneAtATime

  var isVenue: Bool { self != .engine }

  mutating func hadNoRoom() { if isVenue { self = .venueOneAtATime } }
  mutating func hadRoom() { if isVenue { self = .venue } }
  mutating func becomeVenue() { if !isVenue { self = .venue } }
}
