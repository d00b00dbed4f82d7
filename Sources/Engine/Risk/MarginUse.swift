import Market
import Venue

/// The account's equity, and how much of it is used as margin, by the venue's last report.
struct MarginUse: Sendable, Codable {
  private(set) var share: BasisPoints?
  private(set) var asOf = Instant.distantPast
  /// When both amounts were last reported, by our clock.
  private(set) var toldAt = Instant.distantPast
  private(set) var liquidationPrice: Price?
  private var used: ExactMoney?
  private var equity: ExactMoney?
  /// The equity less our net profit at the moment of the report; the last one known.
  private(set) var capital: ExactMoney?

  /// Takes in a report that arrived at a moment of our clock, with our net profit at that time.
  /// Returns whether the margin or the equity differs from the last report.
  mutating func learn(_ account: AccountState, net: ExactMoney?, at time: Instant) -> Bool {
    guard account.asOf >= asOf else { return false }
    asOf = account.asOf
    if let equity = account.equity, let net { capital = equity - net }
    liquidationPrice = account.liquidationPrice
    let isOther = used != account.marginUsed || equity != account.equity
    (used, equity) = (account.marginUsed, account.equity)
    guard let used, let equity else {
      // An earlier report says nothing about now.
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
}

/// How the share of the account's equity that is used as margin compares with its cap.
enum MarginStanding: Equatable, Sendable {
  case uncapped
  /// It was last reported `age` ago, or never if that is the largest number. Nanoseconds.
  case unknown(age: Int64, allowed: Int64)
  case within(BasisPoints, cap: BasisPoints)
  case above(BasisPoints, cap: BasisPoints)

  @inline(__always) var isOpen: Bool {
    switch self {
    case .uncapped, .within: true
    case .unknown, .above: false
    }
  }

  var isAbove: Bool {
    switch self {
    case .above: true
    case .uncapped, .unknown, .within: false
    }
  }

  /// What is reported of it; nil if there is no cap.
  @inline(__always) var reason: Reason? {
    switch self {
    case .uncapped: nil
    case .unknown(let age, let allowed): Reason(.marginUnknown, value: age, limit: allowed)
    case .within(let share, let cap), .above(let share, let cap):
      Reason(.marginUseAboveCap, value: share.hundredths, limit: cap.hundredths)
    }
  }
}
