import Market
import Testing
import Venue

@testable import Engine

/// Many updates of orders that nobody here knows.
@Suite("Storms of unknown orders")
struct StormTests {
  @Test("RECON-06 Opens that a freeze would hold are pulled when a storm goes on")
  func stormPulls() throws {
    var desk = try Desk.settled { $0.risk.freezeHolds = true }
    func stray(_ number: UInt64) -> [String] {
      desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 900, generation: number).id))
    }
    for number in 1_000...1_050 as ClosedRange<UInt64> { _ = stray(number) }
    for _ in 0..<2 { desk.agree(0, desk.standing) }
    var words: [String] = []
    for number in 2_000...2_050 as ClosedRange<UInt64> { words += stray(number) }
    #expect(words.filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
  }

  @Test("RECON-06 A storm of unknown orders rebuilds from the venue; going on it stops opens")
  func storm() throws {
    var desk = try Desk.settled()
    func news(_ numbers: ClosedRange<UInt64>) {
      for number in numbers {
        desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 900, generation: number).id))
      }
    }
    news(1_000...1_049)
    #expect(desk.engine.recoveries[.storm] == 0, "fifty are no storm")
    news(1_050...1_050)
    #expect(desk.engine.recoveries[.storm] == 1)
    #expect(desk.engine.agreement.rounds.barsOpens)
    for _ in 0..<2 { desk.agree(0, desk.standing) }
    #expect(!desk.engine.agreement.rounds.barsOpens)
    #expect(!desk.snapshot.control.isFrozen)
    news(2_000...2_050)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.unknownOrderStorm])
  }

  @Test("RECON-06 News of orders that ended lately, and of foreign ones, are no storm")
  func noStorm() throws {
    var desk = try Desk.settled()
    desk.cancelled(1, .byHand)
    for number in 0..<200 as Range<UInt64> {
      desk.say(.accepted(desk.id(1)), .accepted(.foreign(number)))
    }
    #expect(desk.engine.recoveries[.storm] == 0)
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") })
  }
}
