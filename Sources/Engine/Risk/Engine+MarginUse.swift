import Market
import Venue

extension Engine {
  /// Takes in the venue's report of the account.
  mutating func learnMargin(_ account: AccountState) {
    let before = marginStanding
    let lackedEquity = drawdownCap.lacksEquity
    if agreement.margin.learn(account, net: netNow, at: time) { marginChanged() }
    if settings.risk.losses.maximumDrawdownShare != nil { learnEquity(wasUnknown: lackedEquity) }
    let now = marginStanding
    if !before.isOpen, now.isOpen { changes.nameGatedRungs() }
    guard case .above(let share, let cap) = now, !before.isAbove else { return }
    let reached = ReachedCap(
      cap: .marginUse, action: settings.risk.losses.maximumMarginUseAction,
      value: share.hundredths, limit: cap.hundredths)
    note(LogEntry(.capReached, at: time, reason: reached.reason))
    switches.reach(reached)
  }

  /// The equity moved the drawdown cap, or made it known.
  ///
  /// Kept out of line: the optimiser of Swift 6.3 crashes on it within ``learnMargin(_:)``.
  @inline(never) private mutating func learnEquity(wasUnknown: Bool) {
    armLosses()
    books.ledger.judgeLosses()
    if wasUnknown, !drawdownCap.lacksEquity { changes.nameGatedRungs() }
  }

  @inline(__always) var marginReading: GateReading {
    let standing = marginStanding
    guard let reason = standing.reason else { return .unused(.margin, .marginUseAboveCap) }
    return GateReading(.margin, isOpen: standing.isOpen, reason)
  }

  /// How the account's margin compares with its cap. Margin that was never reported, or not for
  /// several account queries, is unknown, and then no entry is sent.
  @inline(__always) private var marginStanding: MarginStanding {
    guard let cap = settings.risk.losses.maximumMarginUse else { return .uncapped }
    let longest = Engine.marginLooks * settings.reconcile.accountNanoseconds
    let age =
      agreement.margin.toldAt > .distantPast
      ? time.nanoseconds(since: agreement.margin.toldAt) : .max
    guard let share = agreement.margin.share, age <= longest else {
      return .unknown(age: age, allowed: longest)
    }
    return share < cap ? .within(share, cap: cap) : .above(share, cap: cap)
  }

  /// After this number of account queries without an answer the margin is unknown.
  static let marginLooks: Int64 = 6
}
