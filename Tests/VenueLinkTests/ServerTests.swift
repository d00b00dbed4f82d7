import Glibc
import Market
import Session
import SimulatedVenue
import Testing
import Venue
import VenueProcess

@testable import VenueLink

@Suite("The process of a venue")
struct ServerTests {
  private typealias Stream = MessageStream<VenueMessage, ClientMessage>

  /// Sends bytes on a connection that a venue with a client gets as well.
  private func disturb(_ desk: LinkDesk, with bytes: [UInt8]) throws -> [String] {
    let client = try adopted(by: desk)
    _ = try client.write(bytes[...])
    try desk.pass(1)
    return desk.wires.server.takeNotices()
  }

  @Test(
    "VENUE-01 Bytes of another program are refused, and the client trades on",
    arguments: 0..<20 as Range<UInt64>)
  func garbage(seed: UInt64) throws {
    let desk = try LinkDesk()
    var state = seed
    let bytes = (0..<200).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 40)
    }

    let notices = try disturb(desk, with: [40, 0, 0, 0] + bytes)

    #expect(notices.count == 1 && notices[0].hasPrefix("a connection was refused: "))
    #expect(desk.run.link == .up)
    #expect(desk.wires.server.host.isConnected)
  }

  @Test("VENUE-01 A client of another version is refused")
  func otherVersion() throws {
    let desk = try LinkDesk()
    let stream = Stream(try adopted(by: desk))
    try stream.send(.hello(version: 99), at: .distantPast)

    try desk.pass(1)

    _ = try stream.receive()
    #expect(try stream.next()?.message == .goodbye(.notUnderstood))
    #expect(
      desk.wires.server.takeNotices() == [
        "a connection was refused: the other side speaks version 99 of the protocol, this build "
          + "version 1"
      ])
  }

  /// The client's end of a connection that a venue with a client gets as well.
  private func adopted(by desk: LinkDesk) throws -> StreamSocket {
    let (client, venue) = try StreamSocket.pair()
    desk.wires.server.adopt(venue, at: desk.wires.wall)
    return client
  }

  @Test("VENUE-01 A connection that says nothing is closed, and takes nobody's place")
  func saysNothing() throws {
    let desk = try LinkDesk()
    let quiet = try adopted(by: desk)

    try desk.pass(6)

    let stream = Stream(quiet)
    _ = try stream.receive()
    #expect(try stream.next()?.message == .goodbye(.notUnderstood))
    #expect(throws: LinkError.closed) { try stream.next() }
    #expect(desk.run.link == .up)
  }

  @Test("VENUE-01 The venue goes on while nobody is connected, and stays when the market has ended")
  func goesOn() throws {
    let desk = try LinkDesk(LinkDesk.settings(), LinkDesk.market(seconds: 300))
    try desk.pass("orders rest") { !$0.truth.live.isEmpty }
    try desk.kill()

    for _ in 0..<400 * 20 { try desk.tickVenue() }
    #expect(!desk.truth.fills.isEmpty)
    try desk.start()
    try desk.pass(30)

    #expect(desk.run.link == .up)
    #expect(desk.run.engine.position == desk.truth.position)
  }

  @Test("RECON-09 A venue that stands still is given up, and is found again")
  func standsStill() throws {
    let desk = try LinkDesk()
    try desk.pass(2)

    var run = desk.run
    run.listen(at: desk.wires.wall + VenueConnection.patienceNanoseconds + 1_000_000_000)

    #expect(run.link == .down(.silent(nanoseconds: VenueConnection.patienceNanoseconds)))
  }

  @Test("VENUE-01 Another run of the venue is not taken for the first")
  func anotherRun() throws {
    let settings = LinkDesk.settings()
    var servers = [7, 8].map { run in
      VenueServer(
        VenueHost(
          settings.makeVenue(of: LinkDesk.market()), LinkDesk.market(), .init(run: run)),
        on: nil, wallNanoseconds: 0)
    }
    let first = servers.removeFirst()
    var server = first
    let connection = VenueConnection { () throws(SocketError) in
      let (client, venue) = try StreamSocket.pair()
      server.adopt(venue, at: 0)
      return client
    }
    var events: [VenueConnection.Event] = []
    connection.poll(at: 0, into: &events)
    try server.serve(at: 0)
    connection.poll(at: 0, into: &events)
    #expect(connection.isOpen)

    server.end()
    server = servers[0]
    for wall in [0, 1_000_000_000, 2_000_000_000] as [Int64] {
      connection.poll(at: wall, into: &events)
      try server.serve(at: wall)
    }

    #expect(connection.isOver)
    guard case .broken(.anotherVenue)? = events.last else {
      Issue.record("\(events)")
      return
    }
  }

  // MARK: The socket's file

  private func path(_ name: String) -> String { "/tmp/rung-\(getpid())-\(name)" }

  @Test("VENUE-01 One venue listens at a path; the file is for its user alone and goes with it")
  func oneListener() throws {
    let path = path("one")
    var listener: ListeningSocket? = try ListeningSocket(at: path)
    var facts = stat()
    #expect(lstat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)

    let error = #expect(throws: SocketError.self) { try ListeningSocket(at: path) }
    #expect(error?.description == "cannot listen at \(path): another process listens there")
    let client = try StreamSocket.connected(to: path)
    let accepted = try listener?.accept()
    #expect(accepted != nil)
    withExtendedLifetime((client, accepted)) { listener = nil }

    #expect(lstat(path, &facts) != 0)
    #expect(throws: SocketError.self) { try StreamSocket.connected(to: path) }
  }

  @Test("VENUE-01 A socket that a killed venue left behind is replaced; another file is not")
  func abandoned() throws {
    let path = path("abandoned")
    let left = try StreamSocket.made(for: path)
    var address = try SocketAddress(path)
    #expect(address.withPointer { bind(left.descriptor, $0, $1) } == 0)

    let listener = try ListeningSocket(at: path)
    withExtendedLifetime(listener) {}
    #expect(throws: SocketError.self) { try ListeningSocket(at: "/dev/null") }
    #expect(throws: SocketError.self) {
      try ListeningSocket(at: "/tmp/" + String(repeating: "x", count: 200))
    }
  }
}
