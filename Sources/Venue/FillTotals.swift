import Market

/// What a venue that tells no single fills says of an order: how much of it is filled by now, and
/// what that came to.
public struct OrderTotal: Equatable, Sendable {
  public var order: ClientOrderID
  public var side: Side
  public var quantity: Quantity
  /// What was paid or received for it in all, before fees: price times quantity, summed.
  public var value: Money
  /// What the venue charged in all; negative for a rebate.
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

/// Why a total can't be read: an answer that has to be asked for again.
public enum OrderTotalError: Error, Equatable, Sendable {
  /// What it grew by is worth no price of at least one tick each, or it is of the other side.
  case contradictsEarlier(ClientOrderID)
}

/// Makes fills of totals: of what an order's total grew by since it was last told.
///
/// One value goes with one account, whichever sources tell of it: a total that is told again, late,
/// or by another source has grown by nothing. What it remembers is one entry for every order that
/// ever filled, so that no late word of an old one counts anew.
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

  /// Takes a total as known: what is in the position that the books begin with. One that is known
  /// already stays as it is.
  public mutating func begin(_ total: OrderTotal) {
    guard told[total.order] == nil else { return }
    told[total.order] = Told(
      side: total.side, quantity: total.quantity, value: total.value, fee: total.fee)
  }

  /// Returns the fills that a total brings: none where it is no larger than what was told before, one
  /// at a price, or two a tick apart where the average lies between them. Together they are worth
  /// what the total grew by, to the last unit, and the fee is split over them by size.
  ///
  /// - Throws: where it can't be what came after what was told before; nothing is taken from it.
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
