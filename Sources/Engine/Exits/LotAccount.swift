import Market
import Venue

/// What a lot holds and what it has made.
struct LotAccount: Sendable, Codable {
  /// What was paid or received for what is open, before fees.
  private(set) var cost = ExactMoney.zero
  private(set) var open = Quantity.zero
  private(set) var closed = Quantity.zero
  /// A fill of its entry took liquidity, so its fee is the taker's.
  private(set) var entryTook = false
  private(set) var realised = ExactMoney.zero
  private(set) var fees = ExactMoney.zero
  /// Fees of the entry, for what is still open.
  private(set) var entryFees = ExactMoney.zero
  /// Funding received less paid; and of that, what belongs to what is still open.
  private(set) var funding = ExactMoney.zero
  private(set) var openFunding = ExactMoney.zero

  /// The profit of what was closed, after all fees and funding so far.
  var net: ExactMoney { realised - fees + funding }

  /// Adds a fill of the entry. `took` says whether it took liquidity.
  mutating func enlarge(
    _ quantity: Quantity, at price: Price, fee: ExactMoney, took: Bool = false
  ) {
    open += quantity
    entryTook = entryTook || took
    cost += ExactMoney(price, times: quantity)
    fees += fee
    entryFees += fee
  }

  /// Closes a quantity at a price and returns its profit before fees. It takes its share of the
  /// cost; the last part takes what is left, so the sum is exact.
  mutating func close(
    _ quantity: Quantity, opened side: Side, at price: Price, fee: ExactMoney
  ) -> ExactMoney {
    let share = cost.share(quantity, of: open)
    let value = ExactMoney(price, times: quantity)
    let made = side == .buy ? value - share : share - value
    entryFees = entryFees - entryFees.share(quantity, of: open)
    openFunding = openFunding - openFunding.share(quantity, of: open)
    cost -= share
    open -= quantity
    closed += quantity
    realised += made
    fees += fee
    return made
  }

  /// Funding was received for it, or paid.
  mutating func fund(_ payment: ExactMoney) {
    funding += payment
    openFunding += payment
  }

  /// Takes over all that another lot of its side holds and has made.
  mutating func absorb(_ other: inout LotAccount) {
    open += other.open
    cost += other.cost
    closed += other.closed
    realised += other.realised
    fees += other.fees
    entryFees += other.entryFees
    funding += other.funding
    openFunding += other.openFunding
    entryTook = entryTook || other.entryTook
    other.open = .zero
    other.cost = .zero
  }
}
