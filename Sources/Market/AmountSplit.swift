/// Splits an amount over the parts of a quantity by their sizes, so that the shares add up to it.
/// For example, the fee of one fill over the lots that it closes.
///
/// Each part gets the share of all parts up to and including it, rounded towards zero to a unit,
/// less what the earlier parts got. So no share is off by a whole unit, and the last part gets the
/// exact rest.
public struct AmountSplit: Sendable {
  private let amount: ExactMoney
  private let whole: Quantity
  private var through = Quantity.zero
  private var given = ExactMoney.zero

  public init(_ amount: ExactMoney, over whole: Quantity) {
    self.amount = amount
    self.whole = whole
  }

  /// Returns the share of the next part. Parts add up to at most the whole.
  public mutating func next(_ part: Quantity) -> ExactMoney {
    guard !part.isZero else { return .zero }
    through += part
    let total = amount.share(through, of: whole)
    let share = total - given
    given = total
    return share
  }
}
