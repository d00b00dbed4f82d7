import Market
import SimulatedVenue
import Venue

/// Something that happens on the account and that none of our orders did.
public struct ThirdPartyAction: Equatable, Sendable {
  /// The time since the world began.
  public let afterNanoseconds: Int64
  public let kind: Kind
  public let side: Side
  public let steps: Int64
  /// How many ticks from the venue's mark (else the mid), if the action needs a price.
  public let ticks: Int64

  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A person buys or sells at the market.
    case trades
    /// Another program places a resting order.
    case rests
    /// A person cancels one of our orders at the venue's own screen.
    case cancels
    /// The venue liquidates a part of the position.
    case liquidates
    /// The venue closes a part of the position against another account.
    case deleverages

    /// The stable word for reports.
    public var name: String {
      switch self {
      case .trades: "trades"
      case .rests: "rests"
      case .cancels: "cancels"
      case .liquidates: "liquidates"
      case .deleverages: "deleverages"
      }
    }
  }

  /// Carries it out at the venue.
  func happen(to venue: inout SimulatedVenue, standing: [ClientOrderID], at time: Instant) {
    switch kind {
    case .trades: venue.tradeByHand(side, Quantity(steps: steps), at: time)
    case .rests:
      guard let limit = venue.mark?.away(by: ticks, for: side) else { return }
      venue.placeForeign(side, Quantity(steps: steps), limit: limit, at: time)
    case .cancels:
      guard !standing.isEmpty else { return }
      venue.cancelByHand(standing[Int(steps) % standing.count], at: time)
    case .liquidates: venue.liquidate(percent: Int(1 + steps % 100), at: time)
    case .deleverages: venue.deleverage(percent: Int(1 + steps % 100), at: time)
    }
  }
}

extension WorldPlan {
  /// Draws the actions of third parties: in one world of four, one every few minutes.
  static func thirdParty(
    _ seed: UInt64, within nanoseconds: Int64, _ market: MarketFacts
  ) -> [ThirdPartyAction] {
    var dice = Dice(seed, .unknownOrders)
    guard dice.once(in: 4) else { return [] }
    var thirdParty: [ThirdPartyAction] = []
    let mean = dice.pick([Int64(120), 600]) * 1_000_000_000
    var moment = dice.below(2 * mean)
    while moment < nanoseconds {
      thirdParty.append(
        ThirdPartyAction(
          afterNanoseconds: moment, kind: dice.pick(ThirdPartyAction.Kind.allCases),
          side: dice.once(in: 2) ? .buy : .sell,
          steps: market.leastSteps + market.steps(ofShares: dice.below(100)),
          ticks: market.ticks(ofPoints: dice.within(1...60))))
      moment += 1 + dice.below(2 * mean)
    }
    return thirdParty
  }
}
