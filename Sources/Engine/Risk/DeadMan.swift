import Market
import Venue

/// The scheduled cancel at the venue. It is put off while Rung runs, so that entries end by
/// themselves when Rung stops. It would cancel stops too, so while lots rely on venue stops it is
/// taken back, unless the settings allow it.
///
/// | state | at the venue | next states |
/// |---|---|---|
/// | idle | none | asked; lingering if one turns up anyway |
/// | asked | perhaps one: it was asked for and not answered | armed, refused, lingering |
/// | armed | a confirmed one, and perhaps a later one asked for since | refused, lingering |
/// | refused | perhaps an earlier one | asked, armed, lingering |
/// | lingering | perhaps one: it was taken back, and that was not answered | idle, asked |
///
/// In each state that may have one, `until` is the latest moment at which it can come due, and
/// `again` is when it is next put off or taken back.
enum DeadMan: Equatable, Sendable, Codable {
  case idle
  case asked(until: Instant, again: Instant)
  case armed(Instant, until: Instant, again: Instant)
  case refused(until: Instant, again: Instant)
  case lingering(until: Instant, again: Instant)

  /// When it must next be put off or taken back.
  @inline(__always) var refreshAt: Instant {
    switch self {
    case .idle: .never
    case .asked(_, let again), .armed(_, _, let again), .refused(_, let again),
      .lingering(_, let again):
      again
    }
  }
}

extension DeadMan {
  /// What happens to it. A request is sent again at `again` unless it is answered.
  enum News: Equatable, Sendable {
    /// It was asked for, or put off, to a moment.
    case asked(for: Instant, again: Instant)
    case takenBack(again: Instant)
    /// The venue reported what is scheduled now.
    case scheduled(at: Instant?, now: Instant, again: Instant)
    case refused(again: Instant)
    /// It is unknown whether the request arrived.
    case lost(again: Instant)
    /// A lingering one can't come due any more.
    case passed
  }

  mutating func on(_ news: News) {
    switch (self, news) {
    case (.idle, .asked(let moment, let again)): self = .asked(until: moment, again: again)
    case (.asked(let until, _), .asked(let moment, let again)),
      (.lingering(let until, _), .asked(let moment, let again)):
      self = .asked(until: max(until, moment), again: again)
    case (.armed(let confirmed, let until, _), .asked(let moment, let again)):
      self = .armed(confirmed, until: max(until, moment), again: again)
    case (.refused(let until, _), .asked(let moment, let again)):
      self = .refused(until: max(until, moment), again: again)

    case (.asked(let until, _), .takenBack(let again)),
      (.armed(_, let until, _), .takenBack(let again)),
      (.refused(let until, _), .takenBack(let again)),
      (.lingering(let until, _), .takenBack(let again)):
      self = .lingering(until: until, again: again)

    case (.asked, .scheduled(let moment?, _, let again)),
      (.armed, .scheduled(let moment?, _, let again)),
      (.refused, .scheduled(let moment?, _, let again)):
      self = .armed(moment, until: moment, again: again)
    // The answer to a take-back that was followed by another request.
    case (.refused(let until, let again), .scheduled(nil, _, _)):
      self = .asked(until: until, again: again)
    case (.asked, .scheduled(nil, _, _)), (.armed, .scheduled(nil, _, _)): break
    // A confirmation after the switch counted as gone, or while it is taken back: it must be taken
    // back again.
    case (.idle, .scheduled(let moment?, let now, _)):
      self = .lingering(until: moment, again: now)
    case (.lingering(_, let again), .scheduled(let moment?, _, _)):
      self = .lingering(until: moment, again: again)
    case (.idle, .scheduled(nil, _, _)), (.lingering, .scheduled(nil, _, _)): self = .idle

    case (.asked(let until, _), .refused(let again)),
      (.armed(_, let until, _), .refused(let again)),
      (.refused(let until, _), .refused(let again)):
      self = .refused(until: until, again: again)
    case (.armed(let confirmed, let until, _), .lost(let again)):
      self = .armed(confirmed, until: until, again: again)
    case (.asked(let until, _), .lost(let again)), (.refused(let until, _), .lost(let again)):
      self = .asked(until: until, again: again)
    case (.lingering(let until, _), .refused(let again)),
      (.lingering(let until, _), .lost(let again)):
      self = .lingering(until: until, again: again)

    case (.lingering, .passed): self = .idle
    case (.idle, .takenBack), (.idle, .refused), (.idle, .lost), (.idle, .passed),
      (.asked, .passed), (.armed, .passed), (.refused, .passed):
      break
    }
  }
}
