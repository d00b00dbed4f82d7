import Market
import Venue

extension Engine {
  /// Takes in what the venue says of the account.
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

  /// The equity moved the cap on the drawdown, or made it known.
  ///
  /// Kept out of line: the optimiser of Swift 6.3 dies of it within ``learnMargin(_:)``.
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

  /// How the account's margin stands against its cap. What was never told, or not for several looks
  /// at the account, is unknown, and that lets nothing out.
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

  /// After so many looks at the account without an answer its margin is unknown.
  static let marginLooks: Int64 = 6
}
