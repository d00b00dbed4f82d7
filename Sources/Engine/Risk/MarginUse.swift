import Market
import Venue

/// How much of the account's equity is used as margin, as the venue last said.
struct MarginUse: Sendable {
  private(set) var share: BasisPoints?
  private(set) var asOf = Instant.distantPast
  private(set) var liquidationPrice: Price?
  private var used: Money?
  private var equity: Money?

  /// Returns whether there is another margin than the venue told of last.
  mutating func learn(_ account: AccountState) -> Bool {
    guard account.asOf >= asOf else { return false }
    asOf = account.asOf
    liquidationPrice = account.liquidationPrice
    let isOther = used != account.marginUsed || equity != account.equity
    (used, equity) = (account.marginUsed, account.equity)
    if let used, let equity { share = MarginUse.share(used, of: equity) }
    return isOther
  }

  /// No equity at all is full use.
  private static func share(_ used: Money, of equity: Money) -> BasisPoints {
    guard used > .zero else { return .zero }
    guard equity > .zero, used < equity else { return BasisPoints(hundredths: 1_000_000) }
    let product = used.units.multipliedFullWidth(by: 1_000_000)
    return BasisPoints(hundredths: equity.units.dividingFullWidth(product).quotient)
  }

  func digest(into hash: inout StateHash) {
    hash.add(share?.hundredths ?? -1)
    hash.add(asOf.nanoseconds)
    hash.add(used?.units ?? -1)
    hash.add(equity?.units ?? -1)
  }
}

extension Engine {
  /// Takes in what the venue says of the account.
  mutating func learnMargin(_ account: AccountState) {
    let before = marginBlock != nil
    if margin.learn(account) { marginChanged() }
    let block = marginBlock
    if before, block == nil { agenda.gatesMayOpen = true }
    guard block != nil, !before else { return }
    note(LogEntry(.capReached, at: time, reason: block))
    reach(settings.risk.losses.maximumMarginUseAction)
  }

  /// Why the account's margin lets no opens out.
  @inline(__always) var marginBlock: Reason? {
    guard let cap = settings.risk.losses.maximumMarginUse, let share = margin.share, share >= cap
    else { return nil }
    return Reason(.marginUseAboveCap, value: share.hundredths, limit: cap.hundredths)
  }
}
