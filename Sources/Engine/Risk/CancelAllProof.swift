import Market
import Venue

/// A cancel-all that is being carried out, and how far it is proved that it left nothing.
///
/// Nothing in scope is live here → a list of the venue that was asked for after that shows none → a
/// second one, asked for after the first was heard, shows none either: done. A list that lacks an
/// order known to live proves nothing.
struct Fence: Sendable, Digested {
  let scope: CancelScope
  /// When a person is told what is left; after everything once that was done.
  var alarmAt: Instant
  var proof = Proof.left

  enum Proof: Equatable, Sendable, Digested {
    /// Something in its scope is live here, or may yet be heard of.
    case left
    /// Nothing is, since that moment.
    case cleared(since: Instant)
    /// The venue's list showed none either, and was heard at that moment.
    case listed(at: Instant)

    func digest(into hash: inout StateHash) {
      switch self {
      case .left: hash.add(0)
      case .cleared(let since): hash.add(1, since)
      case .listed(let moment): hash.add(2, moment)
      }
    }
  }

  /// How long a cancel-all may take before a person is told, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  init(_ scope: CancelScope, at time: Instant) {
    self.scope = scope
    alarmAt = time.advanced(byNanoseconds: Fence.patienceNanoseconds)
  }

  /// Takes in whether anything in its scope is left here.
  mutating func look(isLeft: Bool, at time: Instant) {
    if isLeft {
      proof = .left
    } else if proof == .left {
      proof = .cleared(since: time)
    }
  }

  /// Takes in a list that lacks nothing known to live, and whether it shows one in scope. Returns
  /// whether that ends it.
  mutating func hear(listAsked asked: Instant, showsOne: Bool, at time: Instant) -> Bool {
    switch proof {
    case .cleared(let since) where asked >= since && !showsOne: proof = .listed(at: time)
    case .listed where showsOne: proof = .cleared(since: time)
    case .listed(let heard) where asked >= heard: return true
    case .left, .cleared, .listed: break
    }
    return false
  }

  func digest(into hash: inout StateHash) {
    hash.add(scope, alarmAt, proof)
  }
}
