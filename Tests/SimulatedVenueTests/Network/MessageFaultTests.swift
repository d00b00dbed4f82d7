import Market
import Testing
import Venue

@testable import SimulatedVenue

/// Faults drawn for each message: what the engine receives.
@Suite("Faults of messages")
struct MessageFaultTests {
  @Test("VENUE-03 Without a fault a report is heard once, at its moment")
  func faultless() {
    var desk = NetworkDesk(always: .clockSkew)

    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 103))
    #expect(desk.wait() == ["0 1 accepted", "0 2 rejected wouldCross"])
    desk.play("s99=1")
    desk.send(cancel(1))
    #expect(desk.wait(60) == ["0 1 buy 5 @ 100 maker", "0 1 cancel refused unknownOrder"])
  }

  @Test("VENUE-03 drop: the venue never hears of it, and after the time-out we call it lost")
  func drop() {
    var desk = NetworkDesk(always: .drop)

    desk.send(order(1, .buy, 5, at: 100))
    #expect(desk.wait(60) == ["10000 1 place failed lost"])
    #expect(desk.desk.venue.restingOrders.isEmpty)
    #expect(desk.network.counts[.drop] == 1)
  }

  @Test("VENUE-03 reject: an order is refused for any reason there is, and never stood")
  func reject() {
    var reasons: Set<String> = []
    for seed in 0..<200 {
      var desk = NetworkDesk(always: .reject, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      let lines = desk.wait(1)
      #expect(lines.count == 1 && desk.desk.venue.restingOrders.isEmpty)
      reasons.insert(String(lines.first?.split(separator: " ").last ?? ""))
    }
    #expect(reasons.count == Refusal.allCases.count - 2, "all but those of cancels and amends")
    #expect(reasons.contains("other"))
  }

  @Test("VENUE-03 false-unknown: a cancel is refused as unknown, and the order stands")
  func falseUnknown() {
    var desk = NetworkDesk(always: .falseUnknown)
    desk.send(order(1, .buy, 5, at: 100))
    desk.send(cancel(1))
    #expect(desk.wait(1) == ["0 1 accepted", "50 1 cancel refused unknownOrder"])
    #expect(desk.desk.venue.restingOrders.count == 1)
    #expect(desk.network.counts[.falseUnknown] == 1)
  }

  @Test("VENUE-03 slow-sends: for a while each request waits on its way")
  func slowSends() {
    var desk = NetworkDesk(always: .slowSends, perHour: 3_600)
    _ = desk.wait(3)
    desk.send(order(1, .buy, 5, at: 100))
    #expect(desk.wait().isEmpty)
    let lines = desk.wait(120)
    #expect(desk.desk.venue.restingOrders.count == 1)
    #expect(lines.contains { $0.hasSuffix("1 accepted") && !$0.hasPrefix("0 ") })
    desk.network.heal(at: .distantPast)
    _ = desk.wait(1)
    desk.send(order(2, .buy, 5, at: 99))
    #expect(desk.wait().contains { $0.hasSuffix("2 accepted") }, "healed")
  }

  @Test("VENUE-03 meta-change: what doesn't fit the coarser rule is refused, the rest passes")
  func metaChange() {
    var refusals: Set<String> = []
    for seed in 0..<40 {
      var settings = NetworkSettings()
      settings.rates[.metaChange] = 3_600_000
      var desk = NetworkDesk(settings, seed: UInt64(seed))
      desk.network = Network(
        settings, seed: UInt64(seed), startingAt: Instant(nanoseconds: 0),
        minimumNotional: Money(units: 500))
      _ = desk.wait(3)
      desk.send(order(1, .buy, 10, at: 100), order(2, .buy, 7, at: 99))
      let lines = desk.wait(1).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
      refusals.formUnion(lines.filter { $0.hasPrefix("2 rejected") })
      let first = lines.filter { $0.hasPrefix("1 rejected") }
      #expect(first.allSatisfy { $0 == "1 rejected belowMinimumNotional" })
    }
    #expect(
      refusals == [
        "2 rejected malformed", "2 rejected invalidTickSize", "2 rejected belowMinimumNotional",
      ])
  }

  @Test("VENUE-03 lost-ack: it was carried out; only the stream may say so")
  func lostAck() {
    var desk = NetworkDesk(always: .lostAck)
    desk.send(order(1, .buy, 5, at: 100))
    #expect(desk.wait(60) == ["0 1 accepted", "10000 1 place failed lost"])

    var deaf = NetworkDesk(always: .lostAck, .loseReport)
    deaf.send(order(1, .buy, 5, at: 100))
    #expect(deaf.wait(60) == ["10000 1 place failed lost"])
    #expect(deaf.desk.venue.restingOrders.count == 1)
  }

  @Test("VENUE-03 silence: lost either way, and nothing ever says so")
  func silence() {
    var arrived: [Int] = []
    for seed in 0..<40 {
      var desk = NetworkDesk(always: .silence, .loseReport, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      #expect(desk.wait(300).isEmpty)
      arrived.append(desk.desk.venue.restingOrders.count)
    }
    #expect(Set(arrived) == [0, 1])
  }

  @Test(
    "VENUE-03 server-error and unreadable: some were carried out before, some not",
    arguments: [FaultKind.serverError, .unreadable])
  func garbled(kind: FaultKind) {
    var arrived: [Int] = []
    for seed in 0..<40 {
      var desk = NetworkDesk(always: kind, .loseReport, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      let failure = kind == .serverError ? "serverError" : "unreadable"
      let lines = desk.wait(60)
      #expect(lines.count == 1 && lines[0].hasSuffix("1 place failed \(failure)"))
      arrived.append(desk.desk.venue.restingOrders.count)
    }
    #expect(Set(arrived) == [0, 1])
  }

  @Test("VENUE-03 throttle: refused unseen, requests and inquiries alike")
  func throttle() {
    var desk = NetworkDesk(always: .throttle)

    desk.send(order(1, .buy, 5, at: 100), cancel(1))
    desk.ask(.openOrders)
    #expect(
      desk.wait(60) == [
        "50 1 place failed throttled", "50 1 cancel failed throttled", "50 orders failed throttled",
      ])
    #expect(desk.desk.venue.restingOrders.isEmpty)
  }

  @Test("VENUE-03 delay: requests and reports come up to a minute later, after the time-out too")
  func delay() {
    var late = 0
    var given = 0
    for seed in 0..<300 {
      var desk = NetworkDesk(always: .delay, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      let lines = desk.wait(200)
      #expect(desk.desk.venue.restingOrders.count == 1, "it arrives in the end")
      #expect(lines.contains { $0.hasSuffix("1 accepted") }, "the stream says so in the end")
      if lines.contains("10000 1 place failed lost") { given += 1 }
      if lines.contains(where: { $0.hasSuffix("accepted") && !$0.hasPrefix("0 ") }) { late += 1 }
    }
    #expect(late == 300)
    #expect((1..<300).contains(given))
  }

  @Test("VENUE-03 duplicate: a report of the stream comes twice, a fill with the same id")
  func duplicate() {
    var desk = NetworkDesk(always: .duplicate)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s99=1")

    let lines = desk.wait(60).map { $0.drop { $0 != " " } }
    #expect(lines.filter { $0 == " 1 accepted" }.count == 2)
    #expect(lines.filter { $0 == " 1 buy 5 @ 100 maker" }.count == 2)
    #expect(desk.network.counts[.duplicate] == 2)
  }

  @Test("VENUE-03 reorder: reports overtake each other")
  func reorder() {
    var orders: Set<[String]> = []
    for seed in 0..<20 {
      var desk = NetworkDesk(always: .reorder, seed: UInt64(seed))
      desk.send(order(1, .buy, 5, at: 100))
      #expect(desk.wait() == ["0 1 accepted"], "the answer isn't on the stream")
      desk.play("s99=1")
      desk.send(order(2, .buy, 5, at: 100))
      desk.play("s99=1")
      orders.insert(
        desk.wait(10).filter { $0.hasSuffix("maker") }.map { String($0.drop { $0 != " " }) })
    }
    #expect(orders.count == 2)
  }

  @Test("VENUE-03 lose-fill: never on the stream, and the venue has it")
  func loseFill() {
    var desk = NetworkDesk(always: .loseFill)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s99=1")

    #expect(desk.wait(300) == ["0 1 accepted"])
    #expect(desk.desk.venue.position == Position(steps: 5))
  }

  @Test("VENUE-03 early-fill: the fill comes before the acceptance")
  func earlyFill() {
    var desk = NetworkDesk(always: .earlyFill)
    desk.send(order(1, .buy, 5, at: 103, .goodTillCancelled))

    let lines = desk.wait(60)
    #expect(lines.first == "0 1 buy 5 @ 103 taker")
    #expect(lines.count == 2 && lines[1].hasSuffix("1 accepted"))
    #expect(desk.network.counts[.earlyFill] == 1, "one fault on both ways")
  }

  @Test("VENUE-03 late-fill: the fill comes after its order's end was acknowledged")
  func lateFill() {
    var desk = NetworkDesk(always: .lateFill)
    desk.send(order(1, .buy, 20, at: 100))
    desk.play("s100=14")
    desk.send(cancel(1))

    let lines = desk.wait(60)
    #expect(lines.prefix(2) == ["0 1 accepted", "0 1 cancelled requested, filled 4"])
    #expect(lines.count == 3 && lines[2].hasSuffix("1 buy 4 @ 100 maker"))
  }
}
