import Market
import Venue

extension Fill {
  /// Takes a part out of a fill, with its share of the fee; the last part takes all that is left.
  mutating func split(_ part: Quantity) -> Fill {
    let share = fee.share(part, of: quantity)
    let taken = with(part, fee: share)
    self = with(quantity - part, fee: fee - share)
    return taken
  }

  private func with(_ quantity: Quantity, fee: ExactMoney) -> Fill {
    Fill(
      id: id, order: order, side: side, price: price, quantity: quantity, fee: fee,
      liquidity: liquidity, time: time, positionBefore: positionBefore, cause: cause)
  }
}
