import Market
import Venue

/// How long ago the account's fills were seen: what filled since then and the stream left out is in no
/// worst case, so after a while without a look opens wait for one.
struct FillSight: Sendable {
  /// As of when they were seen last.
  private(set) var seenAt = Instant.distantPast
  /// When they count as unseen, if no look succeeds before; after everything while they do, and before
  /// the books begin.
  private(set) var blindAt = Instant.distantFuture
  /// They were not seen for too long: no open leaves.
  private(set) var isBlind = false

  /// How long opens go on without a look, in nanoseconds.
  static let patienceNanoseconds: Int64 = 60_000_000_000

  /// They were seen as of a moment. Returns whether that is news: they were unseen until now.
  mutating func see(asOf moment: Instant, at time: Instant) -> Bool {
    seenAt = max(seenAt, moment)
    let end = seenAt.advanced(byNanoseconds: FillSight.patienceNanoseconds)
    guard end > time else { return false }
    defer { isBlind = false }
    blindAt = end
    return isBlind
  }

  /// Time passes. Returns whether they are unseen from now on.
  mutating func pass(_ time: Instant) -> Bool {
    guard time >= blindAt else { return false }
    blindAt = .distantFuture
    isBlind = true
    return true
  }

  func digest(into hash: inout StateHash) {
    hash.add(seenAt.nanoseconds)
    hash.add(isBlind)
  }
}

extension Engine {
  /// All fills up to a moment were seen: where a whole look succeeded, as of now.
  mutating func seeFills(asOf moment: Instant? = nil) {
    guard agreement.fillSight.see(asOf: moment ?? time, at: time) else { return }
    agenda.allRungs = true
    note(LogEntry(.fillsSeen, at: time))
  }

  /// Stops opens where the account's fills were not seen for too long, and says why they were not.
  mutating func watchFills() {
    guard agreement.fillSight.pass(time) else { return }
    recoveries.count(.fillsUnseen)
    switches.control.raise(.fillsUnseen)
    note(LogEntry(.fillsUnseen, at: time, reason: whyUnseen))
    markRungs(.reconciled, unseenReason)
  }

  /// What an open is told while the fills are unseen.
  @inline(__always) var unseenReason: Reason {
    Reason(
      .fillsUnseen, value: time.nanoseconds(since: agreement.fillSight.seenAt),
      limit: FillSight.patienceNanoseconds)
  }

  /// Why no look succeeded: the way of questions is broken, requests are short, or nothing came back.
  private var whyUnseen: Reason {
    guard agreement.rounds.mayAsk else {
      return Reason(.disconnected, value: Int64(Channel.requests.rawValue))
    }
    guard let run = agreement.fillFetch.run, let most = orders.budget.questionWeight,
      !orders.budget.hasRoom(
        for: run.question, answer: agreement.fillFetch.pageWeight(orders.budget, at: time), at: time
      )
    else { return unseenReason }
    return Reason(.weightSpent, value: Int64(orders.budget.weight(at: time)), limit: Int64(most))
  }
}
