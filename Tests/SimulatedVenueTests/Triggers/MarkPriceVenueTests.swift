import Market
import Testing
import Venue

@testable import SimulatedVenue

@Suite("A venue that has a mark price")
struct MarkPriceVenueTests {
  private func desk(lasts milliseconds: Int64 = 0) -> VenueDesk {
    var settings = SimulatedVenueSettings()
    settings.markLastsNanoseconds = milliseconds * 1_000_000
    return VenueDesk(settings, market: "B100=10 A102=10")
  }

  @Test("EXIT-03 VENUE-01 A trigger on the mark price goes off by it, unrounded, not by the mid")
  func triggers() {
    var desk = desk()
    desk.play("m105=0")
    desk.send(order(1, .sell, 3, at: 90, .goodTillCancelled, stop: 99))
    #expect(desk.play("B100=0 B95=10 A102=0 A97=10") == [], "the mid is at 96")
    #expect(desk.play("m99=1") == [], "a billionth of a tick above the trigger")
    #expect(desk.play("m99=0").first == "1 triggered")
  }

  @Test("VENUE-01 LEDGER-09 A position is valued at the mark price rounded against it")
  func money() {
    var desk = desk()
    #expect(desk.venue.mark == Price(ticks: 101), "no mark price: the mid")
    desk.play("m104=5")
    #expect(desk.venue.mark == Price(ticks: 104))
    desk.send(order(1, .sell, 3))
    #expect(desk.venue.position.steps == -3)
    #expect(desk.venue.mark == Price(ticks: 105))
  }

  @Test("EXIT-03 VENUE-01 A mark price that is not told again gives way to the mid in its time")
  func silence() {
    var desk = desk(lasts: 1)
    desk.play("m105=0")
    desk.send(order(1, .sell, 3, at: 90, .goodTillCancelled, stop: 99))
    desk.play("B100=0 B95=10 A102=0 A97=10")
    desk.venue.advance(to: Instant(nanoseconds: desk.time + 990_000))
    #expect(desk.venue.mark == Price(ticks: 105))
    desk.venue.advance(to: Instant(nanoseconds: desk.time + 1_000_000))
    #expect(desk.venue.mark == Price(ticks: 96))
    #expect(desk.hear(until: desk.time + 1_000_000).first == "1 triggered")
  }
}
