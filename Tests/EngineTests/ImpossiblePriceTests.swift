import Market
import Testing
import Venue

@testable import Engine

/// A price that no market makes must neither stop the program nor value what is held.
struct ImpossiblePriceTests {
  @Test("LEDGER-08 RISK-01 A mid a million times the last is not used: alarm, no opens, exits stay")
  func jump() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    let legs = desk.snapshot.legs.map(\.id)
    let before = desk.snapshot.account
    let words = desk.book(2_000_000_000, 2_000_000_002)
    #expect(words.filter { $0.hasPrefix("+") }.isEmpty)
    #expect(Set(["-2", "-3", "-4"]).isSubset(of: words), "opens are pulled")
    let snapshot = desk.snapshot
    #expect(snapshot.control.alarms == [.impossiblePrice])
    #expect(snapshot.market.condition == .impossible)
    #expect(snapshot.market.mid == Price(ticks: 1_000), "the last sound mid")
    #expect(snapshot.account.peak == before.peak)
    #expect(snapshot.account.unrealised == before.unrealised)
    #expect(snapshot.legs.map(\.id) == legs)
    let blocked = snapshot.log.last { $0.tag == .marketBlocked }?.reason
    #expect(blocked == Reason(.priceImpossible, value: 2_000_000_001, limit: 1_000))

    desk.book(999, 1_001)
    #expect(desk.snapshot.market.condition == .live)
    #expect(desk.snapshot.control.isFrozen, "until a person has looked")
    #expect(desk.snapshot.control.alarms == [.impossiblePrice])
  }

  @Test("A jump of less than a million times is a market's, however odd", arguments: [true, false])
  func largeJump(isUp: Bool) throws {
    var desk = try Desk()
    desk.book(999_999, 1_000_001)
    if isUp {
      desk.book(999_999_000_000, 999_999_000_001)
    } else {
      desk.book(1, 2)
    }
    #expect(desk.snapshot.control.alarms.isEmpty)
  }

  @Test(
    "LEDGER-08 A price at which the position can't be booked is not used, whatever it came from")
  func tooLarge() throws {
    let steps: Int64 = 1 << 37
    var desk = try Desk.standing { $0.grid.size = .base(amount(steps)) }
    desk.fill(1, steps)
    desk.book(800_000_000, 800_000_002)
    #expect(desk.snapshot.control.alarms == [.impossiblePrice])
    let blocked = desk.snapshot.log.last { $0.tag == .marketBlocked }?.reason
    #expect(blocked == Reason(.valueTooLarge, value: 800_000_001, limit: steps))
    #expect(desk.snapshot.market.mid == Price(ticks: 1_000))
  }

  @Test(
    "Who acknowledges the alarm takes the price as it is: the market may have been redenominated")
  func accepted() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.book(2_000_000_000, 2_000_000_002)
    desk.command(.acknowledgeAlarms)
    desk.book(2_000_000_000, 2_000_000_002)
    #expect(desk.snapshot.market.condition == .live)
    #expect(desk.snapshot.market.mid == Price(ticks: 2_000_000_001))
    #expect(desk.snapshot.control.alarms.isEmpty)
  }
}
