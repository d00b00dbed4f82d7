import Market

extension LotBook {
  /// Splits a funding payment over the open lots, by how much of the net position each is: what is
  /// long pays where what is short receives, and the parts add up to the payment, to the unit.
  ///
  /// With no net position there is nothing to go by, and it stays with the session alone.
  mutating func share(_ payment: ExactMoney) {
    let net = open.buy - open.sell
    let largest = payment.units.magnitude.multipliedReportingOverflow(
      by: UInt128(open.buy + open.sell))
    guard net != 0, !largest.overflow, largest.partialValue < UInt128(Int128.max) else { return }
    var through: Int64 = 0
    var given: Int128 = 0
    for index in inOrder {
      through += self[index].side.sign * self[index].open.steps
      let total = payment.units * Int128(through) / Int128(net)
      self[index].funding.units += total - given
      self[index].openFunding.units += total - given
      given = total
    }
  }
}
