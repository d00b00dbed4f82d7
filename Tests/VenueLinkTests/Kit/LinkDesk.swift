import Engine
import Market
import SimulatedVenue
import Testing
import Venue
import VenueProcess

@testable import Session
@testable import VenueLink

/// A venue and its client in one process, with sockets between them. Time is advanced by hand.
final class LinkDesk {
  /// What the connection of a client is made through: it outlives clients.
  final class Wires {
    let server: VenueServer
    var wall: Int64 = 1_000_000_000
    private(set) var relays: [Relay] = []
    /// Behind how many frames the next connections are cut.
    var limits: [Int] = []
    /// Whether new connections are refused.
    var refuses = false
    /// How many connections were made.
    var dialled = 0

    init(_ host: VenueHost) {
      server = VenueServer(host, on: nil, wallNanoseconds: wall)
    }

    func dial() throws(SocketError) -> StreamSocket {
      guard !refuses else { throw SocketError("connect to", "the venue", code: 111) }
      let limit = limits.isEmpty ? nil : limits.removeFirst()
      let (relay, client, venue) = try Relay.made(limit: limit)
      relays.append(relay)
      dialled += 1
      server.adopt(venue, at: wall)
      return client
    }

    /// Cuts the connections as a broken line does.
    func cut() { relays.removeAll() }

    func pump() throws {
      for relay in relays { try relay.pump() }
      relays.removeAll(where: \.isCut)
    }
  }

  let wires: Wires
  private(set) var run: LinkedRun
  /// What happened at the venue so far.
  private(set) var truth = VenueBooks()
  /// The fills that all clients so far have booked.
  private(set) var booked: [FillRecord] = []
  /// How long a step is, in nanoseconds.
  let step: Int64
  private let settings: DryRunSettings

  init(
    _ settings: DryRunSettings = LinkDesk.settings(), _ market: MarketSource = LinkDesk.market(),
    step: Int64 = 50_000_000, durable: (@Sendable () -> UInt64)? = nil
  ) throws {
    self.settings = settings
    self.step = step
    var own = settings
    own.venue.keepsHistory = true
    let host = VenueHost(
      own.makeVenue(of: market), market, VenueHost.Facts(run: 7, tag: own.tag))
    wires = Wires(host)
    run = try LinkDesk.begun(wires, settings, durable)
  }

  static func settings() -> DryRunSettings { DryRunSettings() }

  /// A made market that moves enough to fill orders.
  static func market(seed: UInt64 = 1, seconds: Int64? = nil) -> MarketSource {
    var settings = GeneratedMarketSettings()
    settings.style = .mixed
    settings.seed = seed
    settings.volatilityHundredths = 200
    settings.lengthNanoseconds = seconds.map { $0 * 1_000_000_000 }
    return .generated(settings)
  }

  /// A client that has connected and begun.
  private static func begun(
    _ wires: Wires, _ settings: DryRunSettings, _ durable: (@Sendable () -> UInt64)?
  ) throws -> LinkedRun {
    let connection = VenueConnection { () throws(SocketError) in try wires.dial() }
    var events: [VenueConnection.Event] = []
    for _ in 0..<10 {
      connection.poll(at: wires.wall, into: &events)
      if case .opened(let hello, let time)? = events.first {
        try #require(events.count == 1)
        var run = try LinkedRun(
          unbegun: connection, hello, at: time, wallNanoseconds: wires.wall,
          settings: settings.engine, durable: durable)
        run.kernel.recordsFills = true
        run.begin()
        return run
      }
      try #require(events.isEmpty, "\(events)")
      try wires.pump()
      try wires.server.serve(at: wires.wall)
      try wires.pump()
    }
    throw NoGreeting()
  }

  struct NoGreeting: Error {}

  // MARK: Time

  /// Lets a step pass, for venue, line and client.
  func tick() throws {
    try tickVenue()
    run.listen(at: wires.wall)
    while run.advance() {}
    booked += run.takeFillRecords()
    try wires.pump()
  }

  /// Lets a step pass for the venue and the line alone: the client's process stands still, or there
  /// is none.
  func tickVenue() throws {
    wires.wall += step
    try wires.pump()
    try wires.server.serve(at: wires.wall)
    truth.learn(wires.server.takeHistory())
    try wires.pump()
  }

  /// Lets seconds pass.
  func pass(_ seconds: Int64) throws {
    for _ in 0..<seconds * 1_000_000_000 / step { try tick() }
  }

  /// Lets time pass until something holds, at most so many seconds.
  func pass(_ what: String, atMost seconds: Int64 = 3_600, until holds: (LinkDesk) -> Bool) throws {
    for _ in 0..<seconds * 1_000_000_000 / step {
      if holds(self) { return }
      try tick()
    }
    try #require(holds(self), "\(what) in \(seconds) s")
  }

  func perform(_ command: Command) { run.perform(command) }

  // MARK: Lines and clients

  /// Kills the client, as `kill -9` does: what it sent before is on its way.
  func kill() throws {
    try wires.pump()
    wires.cut()
  }

  /// Starts a new client in place of a killed one, without a journal.
  func start() throws { run = try LinkDesk.begun(wires, settings, nil) }
}
