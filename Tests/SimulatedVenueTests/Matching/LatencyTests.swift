import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Latency")
struct LatencyTests {
  static func settings(_ latency: Int64, jitter: Int64 = 0, seed: UInt64 = 1)
    -> SimulatedVenueSettings
  {
    var settings = SimulatedVenueSettings()
    settings.orderLatencyNanoseconds = latency
    settings.orderJitterNanoseconds = jitter
    settings.seed = seed
    return settings
  }

  @Test("VENUE-01 A request works when it arrives, and its report takes as long back")
  func oneWayEach() {
    var desk = VenueDesk(Self.settings(100))
    let sent = desk.time

    #expect(desk.send(order(1, .buy, 1, at: 102)) == [])
    #expect(desk.venue.nextArrival == Instant(nanoseconds: sent + 100))
    desk.venue.advance(to: Instant(nanoseconds: sent + 99))
    #expect(desk.venue.restingOrders.count == 0)
    desk.venue.advance(to: Instant(nanoseconds: sent + 100))
    #expect(desk.venue.restingOrders.count == 1)
    #expect(desk.venue.nextArrival == nil)
    #expect(desk.venue.nextReport == Instant(nanoseconds: sent + 200))
    #expect(desk.hear(until: sent + 199) == [])
    #expect(desk.hear(until: sent + 200) == ["1 accepted"])
    #expect(desk.venue.nextReport == nil)
  }

  @Test("ORDER-02 Requests are packed in their order: one kind a message, up to the venue's limit")
  func messages() {
    var settings = Self.settings(100, jitter: 1_000_000)
    settings.maximumBatch = 2
    var venue = SimulatedVenue(
      instrument: VenueDesk().venue.instrument, settings: settings, bookSource: .depth)
    let sent = [
      .cancel(id(8)), .cancel(id(9)), .cancel(id(10)), order(1, .buy, 1, at: 102),
      order(2, .buy, 1, at: 101), .cancel(id(1)),
    ]

    venue.submit(sent, at: Instant(nanoseconds: 0))

    var ends: [Int] = []
    while ends.last ?? 0 < sent.count {
      ends.append(sent.endOfMessage(from: ends.last ?? 0, limit: 2))
    }
    #expect(ends == [2, 3, 5, 6])
    #expect(venue.counters.messages == 4)
  }

  @Test("A post-only order that was sent in time is rejected if the market is there before it")
  func tooLate() {
    var desk = VenueDesk(Self.settings(1_500))
    desk.send(order(1, .buy, 1, at: 102))

    desk.play("A102=5")
    desk.venue.advance(to: Instant(nanoseconds: desk.time + 1_000))
    #expect(desk.hear(until: .max) == ["1 rejected wouldCross"])
  }

  @Test("Without latency a request works at once and its reports are ready")
  func instant() {
    var desk = VenueDesk()
    desk.venue.submit([order(1, .buy, 1, at: 102)], at: Instant(nanoseconds: 5))

    #expect(desk.venue.nextArrival == nil)
    #expect(desk.venue.nextReport == Instant(nanoseconds: 5))
    var reports: [VenueReport] = [.accepted(id(9))]
    desk.venue.takeReports(until: Instant(nanoseconds: 5), into: &reports)
    #expect(reports == [.accepted(id(9)), .accepted(id(1))])
    #expect(desk.venue.nextReport == nil)
  }

  @Test(
    "With jitter nothing overtakes: requests work and reports come in the order sent",
    arguments: 0..<10)
  func inOrder(seed: UInt64) {
    var desk = VenueDesk(Self.settings(50, jitter: 10_000, seed: seed), market: "A103=9999")
    let numbers: [UInt64] = Array(1...3_000)
    for number in numbers { desk.send(order(number, .buy, 1)) }

    var reports: [VenueReport] = []
    while let next = desk.venue.nextArrival { desk.venue.advance(to: next) }
    desk.venue.takeReports(until: .distantFuture, into: &reports)
    var fills: [Fill] = []
    for case .filled(let fill) in reports { fills.append(fill) }
    #expect(fills.map(\.order) == numbers.map(id))
    #expect(fills.map(\.time) == fills.map(\.time).sorted())
    #expect(Set(fills.map(\.time)).count > 3, "there is jitter")
  }

  @Test("An update's delay is a function of seed and number, between latency and latency + jitter")
  func feedDelay() {
    var settings = SimulatedVenueSettings()
    settings.feedLatencyNanoseconds = 1_000
    settings.feedJitterNanoseconds = 9
    settings.seed = 4
    let desk = VenueDesk(settings)
    let delays = (0..<500).map { desk.venue.feedDelay(updateIndex: $0) }

    #expect(Set(delays) == Set(1_000...1_009))
    #expect(delays == (0..<500).map { VenueDesk(settings).venue.feedDelay(updateIndex: $0) })
    settings.seed = 5
    #expect(delays != (0..<500).map { VenueDesk(settings).venue.feedDelay(updateIndex: $0) })
    #expect(VenueDesk().venue.feedDelay(updateIndex: 7) == 0)
  }

  @Test("A negative latency is our bug")
  func negative() async {
    await #expect(processExitsWith: .failure) {
      _ = VenueDesk(LatencyTests.settings(-1))
    }
  }
}
