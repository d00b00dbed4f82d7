import Market

extension LotBook {
  /// Splits a funding payment over the open lots, in proportion to each lot's part of the net
  /// position. Longs pay where shorts receive, and the parts add up to the payment, to the unit.
  ///
  /// Without a net position there is no proportion: the payment stays with the session alone.
  mutating func share(_ payment: ExactMoney) {
    let net = open.buy - open.sell
    guard net != 0 else { return }
    var through: Int64 = 0
    var given = ExactMoney.zero
    for index in inOrder {
      through += self[index].side.sign * self[index].open.steps
      let total = payment.times(through, over: net)
      self[index].fund(total - given)
      given = total
    }
  }
}
