import Market
import Venue

/// A running cancel-all, and how far it is proved that no order in its scope is left.
///
/// No order in scope is live here → a list of orders, asked for after that, shows none → a second
/// list, asked for after the first arrived, shows none either: done. A list that lacks an order
/// known to be live proves nothing.
struct CancelAll: Equatable, Sendable, Codable {
  let scope: CancelScope
  private(set) var proof = Proof.left
  private(set) var patience: Patience

  enum Proof: Equatable, Sendable, Codable {
    /// An order in scope is live here, or may still be reported.
    case left
    /// No order in scope is left here, since that moment.
    case cleared(since: Instant)
    /// The venue's list showed none either, and arrived at that moment.
    case listed(at: Instant)
  }

  /// Whether the operator was alerted that it takes long.
  enum Patience: Equatable, Sendable, Codable {
    /// The operator is alerted at that moment if it is not done.
    case silent(until: Instant)
    case told
  }

  /// What happens to it.
  enum News: Equatable, Sendable {
    /// The engine checked whether any order in its scope is left here.
    case looked(isLeft: Bool, now: Instant)
    /// A list came that lacks no order known to be live, and whether it shows one in scope.
    case listed(showsOne: Bool, asked: Instant, now: Instant)
    /// A stream was opened again: lists that were asked for earlier no longer prove anything.
    case doubted(now: Instant)
  }

  /// What follows from news.
  enum Outcome: Equatable, Sendable {
    case goesOn
    /// It takes too long: the operator is alerted once, with the orders that are left.
    case overdue
    case done
  }

  /// How long it may take before the operator is alerted, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  init(_ scope: CancelScope, at now: Instant) {
    self.scope = scope
    patience = .silent(until: now.advanced(byNanoseconds: CancelAll.patienceNanoseconds))
  }

  /// When the operator is alerted to the orders that are left.
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
