import Market
import Venue

/// A cancel-all that is being carried out, and how far it is proved that it left nothing.
///
/// Nothing in scope is live here → a list of the venue that was asked for after that shows none → a
/// second one, asked for after the first was heard, shows none either: done. A list that lacks an
/// order known to live proves nothing.
struct CancelAll: Equatable, Sendable, Codable {
  let scope: CancelScope
  private(set) var proof = Proof.left
  private(set) var patience: Patience

  enum Proof: Equatable, Sendable, Codable {
    /// Something in its scope is live here, or may yet be heard of.
    case left
    /// Nothing is, since that moment.
    case cleared(since: Instant)
    /// The venue's list showed none either, and was heard at that moment.
    case listed(at: Instant)
  }

  /// Whether a person knows that it takes long.
  enum Patience: Equatable, Sendable, Codable {
    /// Told then, if it is not done.
    case silent(until: Instant)
    case told
  }

  /// What happens to it.
  enum News: Equatable, Sendable {
    /// It was looked at, and whether anything in its scope is left here.
    case looked(isLeft: Bool, now: Instant)
    /// A list came that lacks nothing known to live, and whether it shows one in scope.
    case listed(showsOne: Bool, asked: Instant, now: Instant)
    /// A stream opened anew: lists that were asked for before prove nothing any more.
    case doubted(now: Instant)
  }

  /// What follows from news.
  enum Outcome: Equatable, Sendable {
    case goesOn
    /// It takes too long: a person is told what is left, once.
    case overdue
    case done
  }

  /// How long it may take before a person is told, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  init(_ scope: CancelScope, at now: Instant) {
    self.scope = scope
    patience = .silent(until: now.advanced(byNanoseconds: CancelAll.patienceNanoseconds))
  }

  /// When a person is told what is left.
  var alarmAt: Instant {
    switch patience {
    case .silent(let until): until
    case .told: .never
    }
  }

  mutating func on(_ news: News) -> Outcome {
    switch (news, proof) {
    case (.looked(let isLeft, let now), _):
      look(isLeft: isLeft, at: now)
      guard now >= alarmAt else { return .goesOn }
      patience = .told
      return .overdue
    case (.listed(showsOne: false, let asked, let now), .cleared(let since)) where asked >= since:
      proof = .listed(at: now)
    case (.listed(showsOne: true, _, let now), .listed): proof = .cleared(since: now)
    case (.listed(showsOne: false, let asked, _), .listed(let heard)) where asked >= heard:
      return .done
    case (.doubted(let now), .cleared), (.doubted(let now), .listed): proof = .cleared(since: now)
    case (.listed, .left), (.listed, .cleared), (.listed, .listed), (.doubted, .left): break
    }
    return .goesOn
  }

  private mutating func look(isLeft: Bool, at now: Instant) {
    if isLeft {
      proof = .left
    } else if proof == .left {
      proof = .cleared(since: now)
    }
  }
}
