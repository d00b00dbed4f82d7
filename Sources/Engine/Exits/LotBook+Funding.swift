import Market

extension LotBook {
  /// Splits a funding payment over the open lots, by how much of the net position each is: what is
  /// long pays where what is short receives, and the parts add up to the payment, to the unit.
  ///
  /// With no net position there is nothing to go by, and it stays with the session alone.
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
