import Engine
import Market
import SimulatedVenue
import Synchronization
import Testing
import Venue
import VenueLink

@testable import Session

@Suite("A live run at a venue in another process")
struct LinkedRunTests {
  /// Nothing more is opened, and everything that is on its way arrives.
  private func settle(_ desk: LinkDesk) throws {
    desk.perform(.pause(.buy))
    desk.perform(.pause(.sell))
    try desk.pass(30)
  }

  @Test("VENUE-01 A client connects, trades, and agrees with the venue's own history")
  func trades() throws {
    let desk = try LinkDesk()

    try desk.pass("20 fills") { $0.truth.fills.count >= 20 }
    try settle(desk)

    #expect(desk.truth.faults(of: desk.booked).isEmpty)
    #expect(desk.run.engine.position == desk.truth.position)
    #expect(desk.truth.orderFaults(of: desk.run.snapshot()).isEmpty)
  }

  @Test(
    "RECON-02 Connections that are cut behind every frame in turn lose no fill and double none",
    arguments: 1...3 as ClosedRange<UInt64>)
  func cutAnywhere(seed: UInt64) throws {
    let desk = try LinkDesk(LinkDesk.settings(), LinkDesk.market(seed: seed))
    try desk.pass("a fill") { !$0.truth.fills.isEmpty }

    let before = desk.truth.fills.count
    desk.wires.limits = Array(1...60)
    desk.wires.cut()
    try desk.pass("all connections are cut") { $0.wires.limits.isEmpty }
    let during = desk.truth.fills.count
    desk.perform(.clearBreaker)
    try desk.pass(60)
    try settle(desk)

    #expect(during > before, "the market went on")
    #expect(desk.wires.dialled >= 61)
    #expect(desk.run.link == .up)
    #expect(desk.truth.faults(of: desk.booked).isEmpty, "seed \(seed)")
    #expect(desk.run.engine.position == desk.truth.position, "seed \(seed)")
    #expect(desk.truth.orderFaults(of: desk.run.snapshot()).isEmpty, "seed \(seed)")
  }

  @Test("RECON-02 A client that stands still for ten minutes finds what happened meanwhile")
  func standsStill() throws {
    let desk = try LinkDesk()
    try desk.pass("a fill") { !$0.truth.fills.isEmpty }

    let before = desk.truth.fills.count
    for _ in 0..<600 * 20 { try desk.tickVenue() }
    let during = desk.truth.fills.count
    desk.perform(.clearBreaker)
    try desk.pass(60)
    try settle(desk)

    #expect(during > before)
    #expect(desk.truth.faults(of: desk.booked).isEmpty)
    #expect(desk.run.engine.position == desk.truth.position)
    #expect(desk.truth.orderFaults(of: desk.run.snapshot()).isEmpty)
  }

  @Test("RECON-09 A client learns that the line is down, and nothing leaves before it is up again")
  func learns() throws {
    let desk = try LinkDesk()
    try desk.pass("orders rest") { !$0.truth.live.isEmpty }

    desk.wires.refuses = true
    desk.wires.cut()
    try desk.pass(20)
    let submitted = desk.run.engine.counters.submitted
    try desk.pass(60)

    #expect(desk.run.engine.counters.submitted == submitted)
    #expect(desk.run.facts.problem?.contains("no connection to the venue") ?? false)
    desk.wires.refuses = false
    try desk.pass("the line is up", atMost: 6) { $0.run.link == .up }
    try desk.pass("entries again", atMost: 600) { $0.run.engine.counters.submitted > submitted }
  }

  @Test(
    "RECON-01 A client that is killed at any moment is followed by one that takes over",
    arguments: 1...3 as ClosedRange<UInt64>)
  func killed(seed: UInt64) throws {
    let desk = try LinkDesk(LinkDesk.settings(), LinkDesk.market(seed: seed))
    var numbers: [UInt64] = []
    for index in 1...5 as ClosedRange<UInt64> {
      for _ in 0..<(index * 137 + seed * 61) % 400 { try desk.tick() }
      try desk.kill()
      for _ in 0..<200 { try desk.tickVenue() }
      try desk.start()
      try desk.pass(40)

      #expect(desk.run.engine.position == desk.truth.position, "seed \(seed), kill \(index)")
      numbers.append(desk.run.hello.lastNumber)
    }
    try settle(desk)

    #expect(desk.truth.orderFaults(of: desk.run.snapshot()).isEmpty, "seed \(seed)")
    #expect(Set(desk.truth.accepted).count == desk.truth.accepted.count, "no id comes twice")
    #expect(numbers == numbers.sorted() && numbers[0] > 0)
  }

  @Test("EXIT-03 A stop that the venue holds is triggered while the client is dead")
  func stopOfTheDead() throws {
    var settings = LinkDesk.settings()
    settings.venue.rules.triggerReferences = .all
    settings.engine.exits.stop.place = .away(BasisPoints(hundredths: 1_000))
    settings.engine.exits.takeProfit = .away(.basisPoints(BasisPoints(hundredths: 50_000)))
    let desk = try LinkDesk(settings, LinkDesk.market(seed: 2))
    try desk.pass("stops on both sides at the venue") { desk in
      let stops = desk.run.snapshot().legs.filter { $0.id.purpose == .stopLoss }
      let resting = stops.filter { desk.truth.live[$0.id] != nil }
      return Set(resting.map(\.side)).count == 2
    }

    try desk.kill()
    for _ in 0..<60_000 {
      if desk.truth.fills.contains(where: { $0.order.purpose == .stopLoss }) { break }
      try desk.tickVenue()
    }
    #expect(desk.truth.fills.contains { $0.order.purpose == .stopLoss })
    try desk.start()
    try desk.pass(10)

    #expect(desk.run.engine.position == desk.truth.position)
  }

  @Test("VENUE-01 A second client takes the connection over, and the first stays away")
  func takeover() throws {
    let desk = try LinkDesk()
    try desk.pass("orders rest") { !$0.truth.live.isEmpty }
    var first = desk.run

    try desk.start()
    try desk.pass(5)
    first.listen(at: desk.wires.wall)
    while first.advance() {}
    let dialled = desk.wires.dialled
    for _ in 0..<600 {
      try desk.tick()
      first.listen(at: desk.wires.wall)
    }

    #expect(first.link == .over(.ended(.takenOver)))
    #expect(first.isOver)
    #expect(desk.wires.dialled == dialled)
    #expect(desk.run.link == .up)
    #expect(desk.run.engine.position == desk.truth.position)
  }

  @Test("LEDGER-02 An entry leaves only once the input that caused it is durable")
  func durable() throws {
    let journal = Durable()
    let desk = try LinkDesk(durable: { journal.number.load(ordering: .relaxed) })
    try desk.pass("entries wait") { $0.run.kernel.outbox?.isEmpty == false }
    try desk.pass(1)
    #expect(desk.truth.accepted.isEmpty)
    #expect(desk.run.kernel.outbox?.isEmpty == false)

    journal.number.store(UInt64(desk.run.kernel.inputCount), ordering: .relaxed)
    try desk.pass(1)

    #expect(!desk.truth.accepted.isEmpty)
    #expect(desk.run.kernel.outbox?.isEmpty == true)
  }

  /// The number of the last durable input, as a journal's thread would tell it.
  private final class Durable: Sendable {
    let number = Atomic<UInt64>(0)
  }

  @Test("CONSOLE-08 A timeline of a live run keeps no copies, steps nowhere and records everything")
  func timeline() throws {
    let desk = try LinkDesk()
    var timeline = Timeline(desk.run)
    let counting = Counting()
    timeline.record(by: counting)

    timeline.perform(.freeze)
    desk.wires.wall += 1_000_000_000
    timeline.listen(at: desk.wires.wall)
    while timeline.advance() {}

    #expect(timeline.position > 0 && !timeline.canStepBack)
    let position = timeline.position
    #expect(!timeline.step(.event, .back) && !timeline.step(.event, .forward))
    timeline.jump(toMove: 0)
    #expect(timeline.position == position)
    #expect(counting.inputs == timeline.world.kernel.inputCount - 1)
    #expect(timeline.isRecording)
  }

  private final class Counting: InputRecorder, @unchecked Sendable {
    private(set) var inputs = 0

    func record(_ input: Input, at time: Instant, place: Int?) {
      inputs += 1
      #expect(place == nil)
    }

    func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {}
  }
}
