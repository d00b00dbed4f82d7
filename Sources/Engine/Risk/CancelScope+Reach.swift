import Market
import Venue

extension CancelScope {
  /// Whether an order is in the scope.
  func reaches(_ order: Order) -> Bool { reaches(order.purpose, order.side) }

  /// Whether an order that the venue lists is in the scope.
  func reaches(_ order: VenueOrder) -> Bool {
    reaches(order.id.purpose ?? .ladder, order.side)
  }

  /// Whether an order of which only the id is known may be in the scope.
  func mayReach(_ id: ClientOrderID) -> Bool {
    reaches(id.purpose ?? .ladder, .buy) || reaches(id.purpose ?? .ladder, .sell)
  }

  /// Whether it covers one side's entries, and latches that side's pause instead of a freeze.
  var isOfOneSide: Bool {
    switch self {
    case .side: true
    case .opens, .legs: false
    }
  }

  /// Whether an order of a purpose and a side is in the scope.
  func reaches(_ purpose: Purpose, _ side: Side) -> Bool {
    switch self {
    case .opens: purpose.isEntry
    case .side(let own): purpose.isEntry && side == own
    case .legs: purpose.isExit
    }
  }
}
