import Market
import SimulatedVenue
import VenueLink

/// Serves a venue to one client at a time, over sockets. Nothing blocks: the owner calls
/// ``serve(at:)`` when one of ``descriptors`` is ready, or when ``wait(at:)`` says so. Moments are
/// nanoseconds of a monotonic clock that the owner reads.
public final class VenueServer {
  private typealias Stream = MessageStream<ClientMessage, VenueMessage>

  /// Something that can be waited for.
  public struct Waiting: Equatable, Sendable {
    public let descriptor: Int32
    /// Whether it is to be written too.
    public let writes: Bool
  }

  /// How long a connection may take to greet, in nanoseconds.
  private static let greetingNanoseconds: Int64 = 5_000_000_000
  /// The most connections that may be about to greet.
  private static let mostNewcomers = 8
  /// When nothing else is sent, the clock is, this often; in nanoseconds.
  private static let clockNanoseconds: Int64 = 1_000_000_000

  public private(set) var host: VenueHost
  private let clock: LinkClock
  private let listener: ListeningSocket?
  private var client: Stream?
  /// Connections that have not greeted yet, and until when they may.
  private var newcomers: [(stream: Stream, until: Int64)] = []
  /// When something was last sent.
  private var lastSent = Int64.min
  private var notices: [String] = []

  /// Begins to serve. From this moment on the venue's clock runs.
  ///
  /// - Parameter listener: nil if connections come by ``adopt(_:at:)`` alone.
  public init(_ host: VenueHost, on listener: ListeningSocket?, wallNanoseconds wall: Int64) {
    self.host = host
    self.listener = listener
    clock = LinkClock(wall: wall, moment: host.time, speed: host.facts.speed)
  }

  /// Returns what an operator should know of connections since the last call.
  public func takeNotices() -> [String] {
    defer { notices.removeAll() }
    return notices
  }

  /// Returns what happened at the venue since the last call.
  public func takeHistory() -> [VenueEvent] { host.takeHistory() }

  public var descriptors: [Waiting] {
    let streams = (client.map { [$0] } ?? []) + newcomers.map(\.stream)
    return (listener.map { [Waiting(descriptor: $0.descriptor, writes: false)] } ?? [])
      + streams.map { Waiting(descriptor: $0.descriptor, writes: $0.isWaiting) }
  }

  /// The longest time until the next ``serve(at:)`` if no descriptor is ready before, in
  /// nanoseconds.
  public func wait(at wall: Int64) -> Int64 {
    let next = host.nextTime.map { clock.wait(until: $0, at: wall) } ?? .max
    let isAwaited = client != nil || !newcomers.isEmpty
    return min(next, isAwaited ? VenueServer.clockNanoseconds : .max)
  }

  /// Lets happen what is due, takes in what has arrived, and sends what is to be sent.
  ///
  /// - Throws: ``SocketError`` if no further connection can be accepted.
  public func serve(at wall: Int64) throws(SocketError) {
    let now = clock.time(at: wall)
    host.advance(to: now)
    sendOn(at: wall)
    while let socket = try listener?.accept() { adopt(socket, at: wall) }
    for newcomer in newcomers { greet(newcomer.stream, until: newcomer.until, at: wall) }
    if let client { read(client) }
    host.advance(to: now)
    sendOn(at: wall)
    tellTime(at: wall)
  }

  /// Takes in a connection, which has to greet.
  public func adopt(_ socket: StreamSocket, at wall: Int64) {
    if newcomers.count == VenueServer.mostNewcomers { newcomers.removeFirst() }
    newcomers.append((Stream(socket), wall + VenueServer.greetingNanoseconds))
  }

  /// Tells the client that the process ends.
  public func end() {
    if let client { part(from: client, saying: .venueEnds) }
    client = nil
  }

  // MARK: Who comes and goes

  private func greet(_ stream: Stream, until: Int64, at wall: Int64) {
    do throws(LinkError) {
      _ = try stream.receive()
      guard let (message, _) = try stream.next() else {
        guard wall < until else { throw .silent(nanoseconds: VenueServer.greetingNanoseconds) }
        return
      }
      guard case .hello(let version) = message else { throw .noGreeting(kind: message.kind) }
      guard version == LinkProtocol.version else {
        throw .otherVersion(theirs: version, ours: LinkProtocol.version)
      }
      newcomers.removeAll { $0.stream === stream }
      replaceClient(with: stream)
    } catch {
      newcomers.removeAll { $0.stream === stream }
      notices.append("a connection was refused: \(error)")
      if error != .closed { part(from: stream, saying: .notUnderstood) }
    }
  }

  private func replaceClient(with stream: Stream) {
    if let old = client {
      // What it sent before is carried out.
      read(old)
      if client != nil { part(from: old, saying: .takenOver) }
      notices.append("another client took the connection over")
      host.disconnect()
    }
    host.advance(to: host.time)
    client = stream
    host.connect()
  }

  /// Sends the last message of a connection, which ends when it is released.
  private func part(from stream: Stream, saying goodbye: Goodbye) {
    do throws(LinkError) {
      try stream.send(.goodbye(goodbye), at: host.time)
    } catch {
      notices.append("a connection ended without a goodbye: \(error)")
    }
  }

  /// Nothing can be sent any more. What the client sent before is carried out.
  private func loseAfterReading(_ stream: Stream, _ error: LinkError) {
    read(stream)
    if client === stream { lose(stream, error) }
  }

  private func lose(_ stream: Stream, _ error: LinkError) {
    notices.append("the client's connection ended: \(error)")
    switch error {
    case .closed, .socket: break
    case .isNotRead: part(from: stream, saying: .tooSlow)
    case .silent, .frameTooLarge, .frameTooSmall, .unknownKind, .unreadable, .hasMore,
      .noGreeting, .otherVersion, .ended, .anotherVenue:
      part(from: stream, saying: .notUnderstood)
    }
    client = nil
    host.disconnect()
  }

  // MARK: Messages

  private func read(_ stream: Stream) {
    do throws(LinkError) {
      while try stream.receive() {
        while let (message, _) = try stream.next() {
          switch message {
          case .requests(let requests): host.take(requests)
          case .inquiries(let inquiries): host.take(inquiries)
          case .hello: throw .noGreeting(kind: message.kind)
          }
        }
      }
      // Finds the end of the connection, if it has come.
      _ = try stream.next()
    } catch {
      lose(stream, error)
    }
  }

  private func sendOn(at wall: Int64) {
    guard let stream = client else { return }
    do throws(LinkError) {
      let messages = host.takeMessages()
      for message in messages { try stream.send(message, at: host.time) }
      if !messages.isEmpty { lastSent = wall }
      try stream.flush()
    } catch {
      loseAfterReading(stream, error)
    }
  }

  private func tellTime(at wall: Int64) {
    guard let stream = client, lastSent == .min || wall - lastSent >= VenueServer.clockNanoseconds
    else { return }
    lastSent = wall
    do throws(LinkError) {
      try stream.send(.clock, at: host.time)
    } catch {
      loseAfterReading(stream, error)
    }
  }
}
