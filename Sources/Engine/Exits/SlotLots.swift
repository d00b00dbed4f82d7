import Market
import Venue

/// The open lots of a slot.
struct SlotLots: Sendable, Codable {
  private(set) var count: Int32 = 0
  /// How many of them have a part without an exit that the venue accepted.
  private(set) var withoutExit: Int32 = 0
  /// The one opened last; it may have closed since, while an older one has not.
  private(set) var newest = PositionID(0)

  /// A lot opens that waits for its exit.
  mutating func open(_ id: PositionID) {
    count += 1
    withoutExit += 1
    newest = id
  }

  /// A lot closes, or no longer holds the slot.
  mutating func release(hasExit: Bool) {
    count -= 1
    if !hasExit { withoutExit -= 1 }
  }

  mutating func awaitExit() { withoutExit += 1 }
  mutating func acceptExit() { withoutExit -= 1 }
}

/// The totals of a slot's closed lots.
struct SlotTally: Sendable, Codable {
  private(set) var cycles = 0
  /// Before fees and funding.
  private(set) var realised = ExactMoney.zero
  private(set) var fees = ExactMoney.zero
  private(set) var funding = ExactMoney.zero

  /// A lot of the slot closed.
  mutating func add(_ account: LotAccount) {
    cycles += 1
    realised += account.realised
    fees += account.fees
    funding += account.funding
  }
}
