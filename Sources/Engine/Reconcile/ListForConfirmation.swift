import Market

/// When the venue's list of orders is asked for so that it confirms what changed since the last
/// one.
///
/// A change is followed by a list within five seconds, and at least five seconds lie between two
/// lists for this purpose. If other requests leave no room, the engine tries again five seconds
/// later.
///
/// | asking | means | goes on to |
/// |---|---|---|
/// | free | a list may be asked for from a moment on | asked, free |
/// | asked | a list is on its way; without an answer it is asked for again later | free, asked |
enum ListForConfirmation: Equatable, Sendable, Codable {
  case free(from: Instant)
  case asked(at: Instant, again: Instant)

  /// The longest time from a change to the list, and the shortest between two lists, in
  /// nanoseconds.
  static let delayNanoseconds: Int64 = 5_000_000_000
}

extension ListForConfirmation {
  /// When to check whether a list must be asked for; ``Instant/never`` if nothing changed.
  ///
  /// - Parameter changedAt: since when a live order has an unconfirmed change.
  @inline(__always) func wakeAt(_ changedAt: Instant) -> Instant {
    guard changedAt < .never else { return .never }
    let due = changedAt.advanced(byNanoseconds: ListForConfirmation.delayNanoseconds)
    switch self {
    case .free(let moment), .asked(_, let moment): return max(due, moment)
    }
  }

  /// A list is asked for; its answer is overdue at `answerDue`.
  mutating func asked(at time: Instant, answerDue: Instant) {
    self = .asked(
      at: time,
      again: max(answerDue, time.advanced(byNanoseconds: ListForConfirmation.delayNanoseconds)))
  }

  /// A list came that was asked for at a moment, for this or another purpose.
  mutating func heard(asked moment: Instant) {
    guard case .asked(let time, _) = self, moment >= time else { return }
    self = .free(from: time.advanced(byNanoseconds: ListForConfirmation.delayNanoseconds))
  }

  /// A list can't be asked for now.
  mutating func lookLater(at time: Instant) {
    self = .free(from: time.advanced(byNanoseconds: ListForConfirmation.delayNanoseconds))
  }
}
