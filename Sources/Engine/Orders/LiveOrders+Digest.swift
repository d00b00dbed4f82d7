import Market

extension LiveOrders: Digested {
  func digest(into hash: inout StateHash) {
    // Derived: byID, bySlot (where each order is). The places of orders that ended hold what nobody
    // reads.
    for order in all where order.id != .vacant { hash.add(order) }
    hash.add(
      free, count, exposed, exits, openNotional, takingNotional, opening, takers, furthestResting,
      furthestIsStale, detached, awaiting, answerDue)
  }
}
