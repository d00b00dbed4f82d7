import Market
import Testing

@testable import Engine

@Suite("What an entry is held against before it may use a shared allowance")
struct BudgetRoomTests {
  @Test(
    "An entry needs an action beyond those that are kept, or weight under what entries may use",
    arguments: [
      (.actions(left: 11, kept: 10), true, Reason(.actionsSpent, value: 11, limit: 10)),
      (.actions(left: 10, kept: 10), false, Reason(.actionsSpent, value: 10, limit: 10)),
      (.weight(spent: 99, most: 100), true, Reason(.weightSpent, value: 99, limit: 100)),
      (.weight(spent: 100, most: 100), false, Reason(.weightSpent, value: 100, limit: 100)),
    ] as [(BudgetRoom, Bool, Reason)])
  func budget(room: BudgetRoom, isOpen: Bool, reason: Reason) {
    #expect(room.isOpen == isOpen)
    #expect(room.reason == reason)
  }

  @Test(
    "A margin that was not told holds entries as one above its cap does, and is not taken for one",
    arguments: [
      (.uncapped, true, false, nil),
      (.unknown(age: 7, allowed: 5), false, false, Reason(.marginUnknown, value: 7, limit: 5)),
      (
        .within(BasisPoints(hundredths: 4), cap: BasisPoints(hundredths: 5)), true, false,
        Reason(.marginUseAboveCap, value: 4, limit: 5)
      ),
      (
        .above(BasisPoints(hundredths: 5), cap: BasisPoints(hundredths: 5)), false, true,
        Reason(.marginUseAboveCap, value: 5, limit: 5)
      ),
    ] as [(MarginStanding, Bool, Bool, Reason?)])
  func margin(standing: MarginStanding, isOpen: Bool, isAbove: Bool, reason: Reason?) {
    #expect(standing.isOpen == isOpen)
    #expect(standing.isAbove == isAbove)
    #expect(standing.reason == reason)
  }
}
