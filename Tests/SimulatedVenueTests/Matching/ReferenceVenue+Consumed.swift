import Market

/// What can still be taken in the reference: every trade is kept until the tape says anew.
extension ReferenceVenue {
  /// Takes in what a line of the tape says of sizes that can be taken.
  mutating func eat(_ change: MarketChange) {
    let (price, size) = (change.ticks, change.steps)
    switch change.kind {
    case .sellTrade:
      eatenBids.append((price, size))
      passedBids.append(price)
    case .buyTrade:
      eatenAsks.append((price, size))
      passedAsks.append(price)
    case .bidLevel:
      eatenBids.removeAll { $0.price == price }
      if size > 0, passedBids.contains(where: { $0 < price }) { passedBids = [] }
    case .askLevel:
      eatenAsks.removeAll { $0.price == price }
      if size > 0, passedAsks.contains(where: { $0 > price }) { passedAsks = [] }
    case .clear: (eatenBids, eatenAsks, passedBids, passedAsks) = ([], [], [], [])
    default: break
    }
  }

  /// How much of what is displayed at a price no trade has consumed.
  func uneaten(_ price: Int64, ofBids: Bool) -> Int64 {
    if isCrossed { return 0 }
    let isPassed =
      ofBids ? passedBids.contains { $0 < price } : passedAsks.contains { $0 > price }
    if isPassed { return 0 }
    let eaten = (ofBids ? eatenBids : eatenAsks).filter { $0.price == price }.map(\.volume)
    return max(0, (ofBids ? bids : asks)[price]! - eaten.reduce(0, +))
  }

  /// Whether the book is crossed once all of an update is in it.
  func willBeCrossed(_ changes: [MarketChange]) -> Bool {
    var (bids, asks) = (bids, asks)
    for change in changes {
      switch change.kind {
      case .clear: (bids, asks) = ([:], [:])
      case .bidLevel: bids[change.ticks] = change.steps == 0 ? nil : change.steps
      case .askLevel: asks[change.ticks] = change.steps == 0 ? nil : change.steps
      default: break
      }
    }
    guard let bid = bids.keys.max(), let ask = asks.keys.min() else { return false }
    return bid > ask
  }
}
