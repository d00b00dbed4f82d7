import Market
import Testing
import Venue

@testable import Engine

/// Orders and fills with our tag that another instance sends.
@Suite("Other instances")
struct OtherInstanceTests {
  @Test("RISK-07 An order with our tag and a number not ours yet stops opens, and is left alone")
  func otherInstance() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 50_000)
    desk.command(.reconcileNow)
    desk.takeAsked()
    var other = Desk.order(.ladder, .buy, 5, at: 970, generation: 900)
    other.placedAt = desk.now
    desk.agree(0, desk.standing + [other])
    let words = desk.answer(.status(other.id, .live(other), asOf: desk.now))
    #expect(words == ["-1", "-2", "-3", "-4"], "ours are pulled, the other's is not")
    #expect(desk.snapshot.control.alarms == [.otherInstance])
    #expect(desk.rungs.allSatisfy { !$0.contains("WANTED") })
    for order in 1...4 as ClosedRange<UInt64> { desk.cancelled(order) }
    #expect(desk.rungs.first == "buy 990 OTHER_INSTANCE")
    desk.takeAsked()
    desk.command(.reconcileNow)
    desk.takeAsked()
    desk.agree(0, [other])
    #expect(!desk.takeAsked().contains("status 900"), "it is known for what it is")
    #expect(desk.snapshot.log.count { $0.tag == .otherInstance } == 1)
  }

  @Test("RISK-07 A fill of another instance stops opens too, and makes none of its orders ours")
  func otherInstanceFills() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 60_000)
    var standing = Desk.order(.ladder, .buy, 5, at: 960, generation: 40)
    standing.placedAt = desk.now
    let filled = Desk.order(.ladder, .buy, 5, at: 970, generation: 50)
    desk.say(.filled(Desk.fill(900, of: filled.id, .buy, 5, at: desk.now)))
    #expect(desk.snapshot.control.alarms.contains(.otherInstance))
    #expect(desk.snapshot.control.isFrozen)
    desk.takeAsked()
    desk.agree(5, desk.standing + [standing])
    #expect(
      !desk.answer(.status(standing.id, .live(standing), asOf: desk.now)).contains("-40"))
  }
}
