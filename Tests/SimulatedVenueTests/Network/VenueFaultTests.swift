import Testing
import Venue

@testable import SimulatedVenue

/// Faults of the venue itself.
@Suite("Faults at the venue")
struct VenueFaultTests {
  @Test(
    "VENUE-03 post-only and halt: the venue refuses for a while, and then trades again",
    arguments: [(FaultKind.postOnly, "postOnlyPhase"), (.halt, "marketClosed")])
  func phases(kind: FaultKind, refusal: String) {
    var desk = NetworkDesk(
      always: kind, perHour: 1_200, change: { $0.longestOutageNanoseconds = 3_000_000_000 })
    var words: [String] = []
    for number in 1...60 as ClosedRange<UInt64> {
      desk.send(order(number, .buy, 1, at: 50, .goodTillCancelled))
      words += desk.wait(1).map {
        $0.split(separator: " ").dropFirst(2).joined(separator: " ")
      }
    }

    #expect(Set(words) == ["accepted", "rejected \(refusal)"])
    #expect(desk.network.counts[kind] > 3)
    desk.network.heal(at: .distantPast)
    desk.send(order(90, .buy, 1, at: 100))
    _ = desk.wait(1)
    #expect(desk.desk.venue.phase == .trading)
  }

  @Test("VENUE-03 venue-cancel: an order ends there, by hand or for a reason of the venue's")
  func venueCancels() {
    var causes: Set<String> = []
    for seed in 0..<30 {
      var desk = NetworkDesk(always: .venueCancel, perHour: 600, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      let lines = desk.wait(60).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
      #expect(lines.first == "1 accepted" && lines.count == 2)
      causes.insert(lines.last ?? "")
      #expect(desk.network.counts[.venueCancel] == 1, "nothing else stood")
    }
    #expect(
      causes == [
        "1 cancelled byVenue, filled 0", "1 cancelled byHand, filled 0",
        "1 cancelled margin, filled 0",
      ])
  }

  @Test("VENUE-03 liquidation, adl, foreign-trade, foreign-order: what others do to the account")
  func unknownOrders() {
    func happens(_ kind: FaultKind, _ held: Bool) -> [String] {
      var desk = NetworkDesk(always: kind, perHour: 60)
      if held { desk.send(order(1, .buy, 5)) }
      return desk.wait(600).map {
        $0.split(separator: " ").dropFirst().joined(separator: " ")
      }
    }

    #expect(happens(.liquidation, false).isEmpty && happens(.deleveraging, false).isEmpty)
    for kind in [FaultKind.liquidation, .deleveraging] {
      let lines = happens(kind, true).filter { !$0.hasPrefix("1 ") }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(" sell ") }, "\(kind)")
    }
    #expect(happens(.foreignTrade, false).contains { $0.hasSuffix(" taker") })
    #expect(happens(.foreignOrder, false).contains { $0.hasSuffix(" accepted") })
  }
}
