import Market

extension LiveOrders {
  func digest(into hash: inout StateHash) {
    for order in all where order.id != .vacant {
      hash.add(order.id.high)
      hash.add(order.id.low)
      order.stage.digest(into: &hash)
      hash.add(order.answerDue.nanoseconds)
      hash.add(order.expiresAt.nanoseconds)
      hash.add(order.slot.ticks)
      hash.add(order.quantity.steps)
      hash.add(order.reserved.steps)
      hash.add(order.filledBefore.steps)
      order.reason.digest(into: &hash)
      hash.add(order.price.ticks)
      hash.add(order.remaining.steps)
      hash.add(order.filled.steps)
      hash.add(Int64(order.lot))
      hash.add(order.trigger?.ticks ?? 0)
      hash.add(order.isTriggered)
      hash.add(order.amends.lastAt.nanoseconds)
    }
    hash.add(count)
    for place in free { hash.add(Int64(place)) }
  }
}

extension OrderStage {
  func digest(into hash: inout StateHash) {
    switch life {
    case .sent: hash.add(0)
    case .unknown: hash.add(1)
    case .shownByFills: hash.add(2)
    case .accepted: hash.add(3)
    case .over(let wasAccepted): hash.add(wasAccepted ? 4 : 5)
    case .absent(let wasAccepted): hash.add(wasAccepted ? 6 : 7)
    }
    switch cancel {
    case .none: hash.add(0)
    case .underWay(let intent): hash.add(1 + UInt64(intent.rawValue))
    case .due(let intent): hash.add(3 + UInt64(intent.rawValue))
    }
    hash.add(UInt64(amend.rawValue))
  }
}
