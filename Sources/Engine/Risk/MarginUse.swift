import Market
import Venue

/// The account's equity, and how much of it is used as margin, as the venue last said.
struct MarginUse: Sendable {
  private(set) var share: BasisPoints?
  private(set) var asOf = Instant.distantPast
  /// When both amounts were told last, by our clock.
  private(set) var toldAt = Instant.distantPast
  private(set) var liquidationPrice: Price?
  private var used: ExactMoney?
  private var equity: ExactMoney?
  /// The equity without our net profit of the moment when it was told; the last one known.
  private(set) var capital: ExactMoney?

  /// Takes in what came at a moment of our clock, when our net profit was so much. Returns whether
  /// there is another margin than the venue told of last.
  mutating func learn(_ account: AccountState, net: ExactMoney?, at time: Instant) -> Bool {
    guard account.asOf >= asOf else { return false }
    asOf = account.asOf
    if let equity = account.equity, let net { capital = equity - net }
    liquidationPrice = account.liquidationPrice
    let isOther = used != account.marginUsed || equity != account.equity
    (used, equity) = (account.marginUsed, account.equity)
    guard let used, let equity else {
      // What was told before says nothing of now.
      share = nil
      return isOther
    }
    share = MarginUse.share(used, of: equity)
    toldAt = time
    return isOther
  }

  /// No equity at all is full use.
  private static func share(_ used: ExactMoney, of equity: ExactMoney) -> BasisPoints {
    guard used > .zero else { return .zero }
    guard equity > .zero, used < equity else { return BasisPoints(hundredths: 1_000_000) }
    let product = used.units.magnitude.multipliedFullWidth(by: 1_000_000)
    return BasisPoints(
      hundredths: Int64(equity.units.magnitude.dividingFullWidth(product).quotient))
  }

  func digest(into hash: inout StateHash) {
    hash.add(share?.hundredths ?? -1)
    hash.add(asOf.nanoseconds)
    hash.add(toldAt.nanoseconds)
    hash.add(used ?? ExactMoney(units: -1))
    hash.add(equity ?? ExactMoney(units: -1))
    hash.add(capital ?? ExactMoney(units: -1))
  }
}

extension Engine {
  /// Takes in what the venue says of the account.
  mutating func learnMargin(_ account: AccountState) {
    let before = marginBlock
    let lackedEquity = drawdownCap.lacksEquity
    if agreement.margin.learn(account, net: netNow, at: time) { marginChanged() }
    if settings.risk.losses.maximumDrawdownShare != nil { learnEquity(wasUnknown: lackedEquity) }
    let block = marginBlock
    if before != nil, block == nil { agenda.gatesMayOpen = true }
    guard let block, block.code == .marginUseAboveCap, before?.code != .marginUseAboveCap else {
      return
    }
    note(LogEntry(.capReached, at: time, reason: block))
    reach(settings.risk.losses.maximumMarginUseAction, because: block)
  }

  /// The equity moved the cap on the drawdown, or made it known.
  ///
  /// Kept out of line: the optimiser of Swift 6.3 dies of it within ``learnMargin(_:)``.
  @inline(never) private mutating func learnEquity(wasUnknown: Bool) {
    armLosses()
    agenda.isLossDue = true
    if wasUnknown, !drawdownCap.lacksEquity { agenda.gatesMayOpen = true }
  }

  /// Why the account's margin lets no opens out: too much of it is used, or that is not known.
  @inline(__always) var marginBlock: Reason? {
    let reading = marginReading
    return reading.state == .shut ? reading.reason : nil
  }

  /// How the account's margin stands against its cap. What was never told, or not for several looks
  /// at the account, is unknown, and that lets nothing out.
  @inline(__always) var marginReading: GateReading {
    guard let cap = settings.risk.losses.maximumMarginUse else {
      return .unused(.margin, .marginUseAboveCap)
    }
    let longest = Engine.marginLooks * settings.reconcile.accountNanoseconds
    let age =
      agreement.margin.toldAt > .distantPast
      ? time.nanoseconds(since: agreement.margin.toldAt) : .max
    guard let share = agreement.margin.share, age <= longest else {
      return GateReading(
        .margin, isOpen: false, Reason(.marginUnknown, value: age, limit: longest))
    }
    return GateReading(
      .margin, isOpen: share < cap,
      Reason(.marginUseAboveCap, value: share.hundredths, limit: cap.hundredths))
  }

  /// After so many looks at the account without an answer its margin is unknown.
  static let marginLooks: Int64 = 6
}
