import Market

/// The state of an order at a venue that reports no single fills: how much of it is filled by now,
/// and at what total value and fee.
public struct OrderTotal: Equatable, Sendable {
  public var order: ClientOrderID
  public var side: Side
  public var quantity: Quantity
  /// What was paid or received for it in total, before fees: price times quantity, summed.
  public var value: Money
  /// What the venue charged in total; negative for a rebate.
  public var fee: ExactMoney
  public var liquidity: Liquidity
  /// When it last grew.
  public var time: Instant
  public var cause: FillCause

  public init(
    order: ClientOrderID, side: Side, quantity: Quantity, value: Money, fee: ExactMoney,
    liquidity: Liquidity, time: Instant, cause: FillCause = .trade
  ) {
    self.order = order
    self.side = side
    self.quantity = quantity
    self.value = value
    self.fee = fee
    self.liquidity = liquidity
    self.time = time
    self.cause = cause
  }
}

/// Why a total can't be used. The answer has to be asked for again.
public enum OrderTotalError: Error, Equatable, Sendable {
  /// The growth has no price of at least one tick, or the total is of the other side.
  case contradictsEarlier(ClientOrderID)
}

/// Makes fills from totals: from what an order's total grew by since it was last reported.
///
/// Use one value per account, whichever sources report totals. A total that is reported again, late
/// or by another source, has grown by nothing. One entry is kept for every order that ever filled,
/// so that a late report of an old order is not counted again, until the owner says which orders the
/// venue can still report.
public struct FillTotals: Sendable {
  private struct Told: Sendable {
    var side: Side
    var quantity: Quantity
    var value: Money
    var fee: ExactMoney
  }

  // Asked by key and never walked.
  private var told: [ClientOrderID: Told] = [:]

  public init() {}

  /// Takes a total as known: what is in the position that the books begin with. A total that is
  /// known already stays as it is.
  public mutating func begin(_ total: OrderTotal) {
    guard told[total.order] == nil else { return }
    told[total.order] = Told(
      side: total.side, quantity: total.quantity, value: total.value, fee: total.fee)
  }

  /// The number of orders whose totals are remembered.
  public var count: Int { told.count }

  /// Forgets all orders but these. The venue must not report a total of any other order again unless
  /// it begins at nothing.
  public mutating func keepOnly(_ orders: Set<ClientOrderID>) {
    told = told.filter { orders.contains($0.key) }
  }

  /// Returns the fills that a total brings: none if it is no larger than what was reported before,
  /// one at a price, or two a tick apart if the average lies between ticks. Together they are worth
  /// exactly what the total grew by, and the fee is split over them by size.
  ///
  /// - Throws: ``OrderTotalError`` if the total can't follow what was reported before. Nothing is
  ///   taken from it then.
  public mutating func fills(of total: OrderTotal) throws(OrderTotalError) -> [Fill] {
    let before =
      told[total.order]
      ?? Told(side: total.side, quantity: .zero, value: .zero, fee: .zero)
    guard before.side == total.side else { throw .contradictsEarlier(total.order) }
    guard total.quantity > before.quantity else { return [] }
    let grown = total.quantity - before.quantity
    let (ticks, rest) = (total.value - before.value).units.quotientAndRemainder(
      dividingBy: grown.steps)
    guard let low = Price(checking: ticks), rest >= 0 else {
      throw .contradictsEarlier(total.order)
    }
    told[total.order] = Told(
      side: total.side, quantity: total.quantity, value: total.value, fee: total.fee)
    let fee = total.fee - before.fee
    guard rest > 0, let high = Price(checking: ticks + 1) else {
      return [fill(of: total, low, grown, fee: fee, from: before.quantity)]
    }
    var fees = AmountSplit(fee, over: grown)
    return [(low, grown - Quantity(steps: rest)), (high, Quantity(steps: rest))].map {
      fill(of: total, $0, $1, fee: fees.next($1), from: before.quantity)
    }
  }

  private func fill(
    of total: OrderTotal, _ price: Price, _ quantity: Quantity, fee: ExactMoney,
    from before: Quantity
  ) -> Fill {
    var hash = StateHash()
    hash.add(total.order.high)
    hash.add(total.order.low)
    hash.add(before.steps)
    hash.add(total.quantity.steps)
    hash.add(price.ticks)
    let key = hash.value | 1 << 63
    return Fill(
      id: FillID(key == FillID.vacant.value ? key - 1 : key), order: total.order, side: total.side,
      price: price, quantity: quantity, fee: fee, liquidity: total.liquidity, time: total.time,
      cause: total.cause)
  }
}
