import Market
import Venue

/// What happens at the venue by itself: a scheduled cancel, funding, a mark price that becomes too
/// old, the market's end. Each happens at its own time, before anything later reaches the venue.
struct OwnEvents: Sendable {
  static let hour: Int64 = 3_600_000_000_000
  static let day: Int64 = 24 * hour

  /// When every order is cancelled.
  var cancelAt = Instant.distantFuture { didSet { refresh() } }
  /// When funding is paid next; in the past until the first time is known.
  var fundingAt = Instant.distantFuture { didSet { refresh() } }
  /// When the last mark price becomes too old.
  var markEndsAt = Instant.distantFuture { didSet { refresh() } }
  /// When the market ends.
  var endsAt = Instant.distantFuture { didSet { refresh() } }
  /// The day since 1970 on which scheduled cancels were last counted, and their number on that day.
  private var firingDay = Int64.min
  private(set) var firings = 0

  /// When the next of them happens: the only time that every update of the tape is compared with.
  private(set) var next = Instant.distantFuture

  private mutating func refresh() { next = min(min(cancelAt, markEndsAt), min(fundingAt, endsAt)) }

  mutating func countFiring(at time: Instant) {
    firings = firings(at: time) + 1
    firingDay = time.nanoseconds / OwnEvents.day
  }

  func firings(at time: Instant) -> Int {
    firingDay == time.nanoseconds / OwnEvents.day ? firings : 0
  }
}

extension SimulatedVenue {
  /// Carries out what is due by `time`, each at its own time.
  @inline(never)
  mutating func happen(until time: Instant) {
    while own.next <= time {
      let due = own.next
      if due == own.cancelAt {
        own.cancelAt = .distantFuture
        own.countFiring(at: due)
        cancelAll(.scheduled, at: due)
      } else if due == own.fundingAt {
        fund(at: due, by: time)
      } else if due == own.markEndsAt {
        own.markEndsAt = .distantFuture
        toldMark = nil
      } else {
        own.endsAt = .distantFuture
        close(at: due)
      }
      settleAftermath(at: due)
    }
  }

  /// Skips to `end` in one step, because the market is silent until after it. No funding is due for
  /// the hours between, and a scheduled cancel is postponed as its account would have done.
  ///
  /// - Parameter grace: how long after `end` a postponed cancel comes, in nanoseconds.
  public mutating func passSilence(to end: Instant, grace: Int64) {
    if own.fundingAt > .distantPast, own.fundingAt <= end {
      let hours = end.nanoseconds / OwnEvents.hour
      own.fundingAt = Instant(nanoseconds: (hours + 1) * OwnEvents.hour)
    }
    if own.cancelAt <= end { own.cancelAt = end.advanced(byNanoseconds: grace) }
  }

  // MARK: The scheduled cancel

  mutating func schedule(_ moment: Instant?, at time: Instant) {
    if let refusal = refusal(ofSchedule: moment, at: time) {
      let isShort = settings.events.scheduledCancel && !tradedEnoughToSchedule
      return report(
        .scheduleRefused(refusal), about: isShort ? .tradedTooLittle : .scheduledTime, at: time)
    }
    own.cancelAt = moment ?? .distantFuture
    report(.cancelScheduled(at: moment), at: time)
  }

  private func refusal(ofSchedule moment: Instant?, at time: Instant) -> Refusal? {
    let rules = settings.events
    guard rules.scheduledCancel, tradedEnoughToSchedule else { return .notAvailable }
    guard let moment else { return nil }
    if moment < time.advanced(byNanoseconds: rules.scheduledCancelLeadNanoseconds) {
      return .malformed
    }
    return own.firings(at: time) >= rules.scheduledCancelsPerDay ? .rateLimited : nil
  }

  /// Whether the account has traded enough for scheduled cancels.
  var tradedEnoughToSchedule: Bool {
    guard let volume = instrument.money(settings.events.scheduledCancelVolume) else { return false }
    return account.traded >= ExactMoney(volume)
  }

  /// Ends every order of the account, in the order of ``openOrders``.
  mutating func cancelAll(_ cause: CancelCause, at time: Instant) {
    for order in openOrders {
      if let slot = orders.slot(of: order.id) {
        end(slot, cause, at: time)
      } else {
        endTrigger(order.id, cause, at: time)
      }
    }
  }

  // MARK: Funding

  /// Pays or receives funding for the hour that ends, at the mark.
  private mutating func fund(at due: Instant, by time: Instant) {
    guard due != .distantPast else {
      let hours = time.nanoseconds / OwnEvents.hour
      own.fundingAt = Instant(nanoseconds: (hours + 1) * OwnEvents.hour)
      return
    }
    own.fundingAt = due.advanced(byNanoseconds: OwnEvents.hour)
    guard !position.isFlat, let mark else { return }
    let rate = FeeRate(hundredMillionths: settings.events.fundingHundredMillionths)
    let cost = rate.fee(on: Money(mark, times: position))
    account.cash -= cost
    if settings.keepsHistory {
      history.append(
        VenueEvent(
          .funded, at: due, order: .foreign(0), side: position.side ?? .buy, price: mark,
          quantity: position.size, position: position, cost: cost))
    }
    report(.funded(Funding(time: due, amount: -cost)), at: due)
  }
}
