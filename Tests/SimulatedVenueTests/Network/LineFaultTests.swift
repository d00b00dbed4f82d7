import Market
import Testing
import Venue

@testable import SimulatedVenue

/// Connections that break and come back, faults that last, and the end of all.
@Suite("Faults of connections")
struct LineFaultTests {
  private let fault = Fault(.disconnect, 1)

  /// A desk on which nothing goes wrong but what is done to it.
  private func quiet(_ change: (inout NetworkSettings) -> Void = { _ in }) -> NetworkDesk {
    NetworkDesk(
      always: .clockSkew, perHour: 1,
      change: { settings in
        settings.spared = Set((1..<100).map { Fault(.clockSkew, $0) })
        change(&settings)
      })
  }

  @Test("VENUE-03 disconnect: news is lost, answers come, and nothing is repeated afterwards")
  func streamBreaks() {
    var desk = quiet()
    desk.breakLine(.orders, because: fault)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s99=1")
    #expect(desk.wait() == ["0 orders down", "0 1 accepted"])

    desk.ask(.reconnect(.orders))
    #expect(desk.wait(1) == ["1000 reconnect orders failed notSent"])
    #expect(desk.wait(40).isEmpty, "it doesn't come back unasked")
    desk.ask(.reconnect(.orders))
    let lines = desk.wait(5)
    #expect(lines.count == 1 && lines[0].hasSuffix(" orders up"))
    desk.send(order(2, .buy, 5, at: 100))
    desk.play("s99=1")
    #expect(desk.wait().count == 2, "accepted, filled")
  }

  @Test("VENUE-03 half-open: a stream is silent and nobody says so until it is opened anew")
  func halfOpen() {
    var desk = quiet()
    desk.silenceLine(.orders, because: fault)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s99=1")

    #expect(desk.wait(60) == ["0 1 accepted"])
    desk.ask(.reconnect(.orders))
    #expect(desk.wait(5).map { $0.hasSuffix(" orders up") } == [true])
  }

  @Test("VENUE-03 disconnect: without a connection nothing is sent, and what is out has failed")
  func requestsBreak() {
    var desk = quiet()
    desk.breakLine(.requests, because: fault)
    desk.send(order(1, .buy, 5, at: 100))
    desk.ask(.openOrders)

    #expect(
      desk.wait(1) == [
        "0 requests down", "1 1 place failed notSent", "1 orders failed notSent",
      ])
    let lines = desk.wait(60)
    #expect(lines.count == 1 && lines[0].hasSuffix(" requests up"), "by itself")
    #expect(desk.desk.venue.restingOrders.isEmpty)
  }

  @Test("VENUE-03 A request whose connection breaks under way is lost, and may be carried out")
  func breaksUnderWay() {
    var desk = quiet {
      $0.rates[.delay] = 1_000_000
      $0.longestDelayNanoseconds = 5_000_000_000
    }
    desk.send(order(1, .buy, 5, at: 100))
    desk.breakLine(.requests, because: fault)

    #expect(desk.wait() == ["0 requests down", "0 1 place failed lost"])
    _ = desk.wait(120)
    #expect(desk.desk.venue.restingOrders.count == 1)
  }

  @Test("VENUE-03 reject-storm: every new order is refused for a while, cancels are not")
  func rejectStorm() {
    var reasons: Set<String> = []
    for seed in 0..<60 {
      var desk = NetworkDesk(always: .rejectStorm, perHour: 3_600, seed: UInt64(seed))
      #expect(desk.wait(2).isEmpty)
      desk.send(order(1, .buy, 5, at: 100), cancel(1))
      let lines = desk.wait(1).map { $0.drop { $0 != " " } }
      guard let refused = lines.first(where: { $0.hasPrefix(" 1 rejected ") }) else { continue }
      #expect(lines.contains(" 1 cancel refused unknownOrder"))
      reasons.insert(String(refused))
    }
    #expect(reasons.count > 10)
  }

  @Test("VENUE-03 From the healing on nothing goes wrong, and everything late arrives")
  func heals() {
    var desk = NetworkDesk(
      always: .delay, .disconnect, .halfOpen, .rejectStorm, perHour: 600,
      change: { $0.healsAt = Instant(nanoseconds: 20_000_000_000) })
    for number in 1...20 {
      desk.send(order(UInt64(number), .buy, 5, at: 99))
      _ = desk.wait(1)
    }
    #expect(desk.now == 20_000)
    let before = desk.network.counts
    _ = desk.wait(1)
    let states = Channel.allCases.map { desk.network.lines[$0].carries }

    #expect(states == [true, true, true])
    #expect(desk.network.outgoing.count == 0 && desk.network.incoming.count == 0)
    desk.send(order(30, .buy, 5, at: 99))
    #expect(desk.wait(600) == ["21000 30 accepted"])
    #expect(desk.network.counts == before)
    #expect(desk.network.nextDue == nil)
  }

  @Test("VENUE-03 A connection that is silent at the healing is told to have been down")
  func healsSilence() {
    var desk = quiet { $0.healsAt = Instant(nanoseconds: 1_000_000_000) }
    desk.silenceLine(.market, because: fault)

    #expect(desk.wait(2) == ["1000 market down", "1000 market up"])
  }

  @Test("VENUE-03 Equal seeds, equal faults; a copy goes on as the original does", arguments: 0..<6)
  func deterministic(seed: UInt64) {
    func play(_ desk: inout NetworkDesk, _ numbers: ClosedRange<UInt64>) -> [String] {
      var lines: [String] = []
      for number in numbers {
        desk.send(order(number, .buy, 5, at: 100 - Int64(number % 3)))
        if number % 4 == 0 { desk.send(cancel(number - 2)) }
        if number % 5 == 0 { desk.play("s\(98 + number % 3)=7") }
        if number % 7 == 0 { desk.ask(.reconnect(.orders), .reconnect(.market)) }
        lines += desk.wait(3)
      }
      return lines
    }
    var settings = NetworkSettings()
    for kind in FaultKind.allCases {
      settings.rates[kind] = kind.measure == .perMillion ? 50_000 : 100_000
    }
    var first = NetworkDesk(settings, seed: seed)
    var second = NetworkDesk(settings, seed: seed)

    #expect(play(&first, 1...60) == play(&second, 1...60))
    var copy = first
    #expect(play(&copy, 61...120) == play(&first, 61...120))
    #expect(copy.hash == first.hash)
    #expect(play(&second, 61...120).count > 10 && second.hash == first.hash)
    #expect(first.network.counts.total > 20)
    var other = NetworkDesk(settings, seed: seed + 100)
    #expect(play(&other, 1...120).count > 0 && other.hash != first.hash)
  }

  @Test("VENUE-03 A spared fault doesn't occur, and the others do")
  func spared() {
    var settings = NetworkSettings()
    settings.rates[.drop] = 1_000_000
    var desk = NetworkDesk(settings, seed: 1)
    desk.send(order(1, .buy, 5, at: 100), cancel(9))
    _ = desk.wait(60)
    let faults = desk.network.recentFaults.map(\.fault)
    #expect(faults.map(\.kind) == [.drop, .drop])

    settings.spared = [faults[0]]
    var less = NetworkDesk(settings, seed: 1)
    less.send(order(1, .buy, 5, at: 100), cancel(9))
    #expect(less.wait(60) == ["0 1 accepted", "10000 9 cancel failed lost"])
  }
}

extension NetworkDesk {
  mutating func breakLine(_ channel: Channel, because fault: Fault) {
    network.breakLine(channel, because: fault, at: Instant(nanoseconds: now * 1_000_000))
  }

  mutating func silenceLine(_ channel: Channel, because fault: Fault) {
    network.silenceLine(channel, because: fault, at: Instant(nanoseconds: now * 1_000_000))
  }

  @Test("VENUE-03 flapping: for a while connections break again and again")
  func flapping() {
    var desk = NetworkDesk(always: .flapping, perHour: 60)
    let lines = desk.wait(600)
    let breaks = lines.count { $0.hasSuffix(" down") }
    #expect(desk.network.counts[.flapping] > 2)
    #expect(breaks > 3 * desk.network.counts[.flapping], "several a time")
    #expect(lines.contains { $0.hasSuffix("requests up") }, "requests find their way again")
  }
}
