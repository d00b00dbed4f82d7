import Market

/// A client's connection to a venue's process. It is made again when it breaks.
///
/// Nothing blocks and no thread is needed: the owner calls ``poll(at:into:)`` when
/// ``descriptor`` can be read, or when ``wait(at:)`` says so. Moments are nanoseconds of a monotonic
/// clock that the owner reads.
public final class VenueConnection {
  public enum Event: Sendable {
    /// The connection is up. The time is the venue's. What the venue sent behind its greeting comes
    /// with the next poll.
    case opened(VenueHello, at: Instant)
    case message(VenueMessage, at: Instant)
    /// The connection broke, or could not be made.
    case broken(LinkError)
  }

  private typealias Stream = MessageStream<VenueMessage, ClientMessage>

  private enum Stage {
    /// The next attempt is made at this moment.
    case waiting(until: Int64)
    /// The venue must have greeted by this moment.
    case greeting(Stream, until: Int64)
    /// The venue was last heard at this moment.
    case open(Stream, heard: Int64)
    /// No further attempt is made.
    case over
  }

  /// The venue must greet, and be heard, within this time.
  public static let patienceNanoseconds: Int64 = 10_000_000_000
  /// The first and the longest wait between two attempts.
  static let waitNanoseconds: (first: Int64, longest: Int64) = (100_000_000, 5_000_000_000)

  private let dial: () throws(SocketError) -> StreamSocket
  private var stage = Stage.waiting(until: .min)
  /// The wait after the next failed attempt.
  private var nextWait = VenueConnection.waitNanoseconds.first
  /// The first greeting; later ones must come from the same run of the same venue.
  private var first: VenueHello?
  /// Whether messages may have been read that were not handed out yet.
  private var hasUnread = false
  /// Why a message could not be sent; the connection ends once all that came before is read.
  private var failure: LinkError?

  /// - Parameter dial: connects to the venue; called once for each attempt.
  public init(dial: @escaping () throws(SocketError) -> StreamSocket) { self.dial = dial }

  /// A connection to the process that listens at a path.
  public convenience init(to path: String) {
    self.init { () throws(SocketError) in try StreamSocket.connected(to: path) }
  }

  /// What can be read when something has arrived; nil while there is no connection.
  public var descriptor: Int32? {
    switch stage {
    case .greeting(let stream, _), .open(let stream, _): stream.descriptor
    case .waiting, .over: nil
    }
  }

  public var isOpen: Bool {
    if case .open = stage { true } else { false }
  }

  /// Whether no further attempt is made.
  public var isOver: Bool {
    if case .over = stage { true } else { false }
  }

  /// The longest time until the next ``poll(at:into:)`` if nothing arrives before, in nanoseconds;
  /// nil if there is no such time.
  public func wait(at wall: Int64) -> Int64? {
    switch stage {
    case .waiting(let until): until == .min ? 0 : max(0, until - wall)
    case .greeting(_, let until): max(0, until - wall)
    case .open(let stream, let heard):
      hasUnread
        ? 0
        : stream.isWaiting
          ? 1_000_000 : max(0, heard + VenueConnection.patienceNanoseconds - wall)
    case .over: nil
    }
  }

  /// Makes the connection if it is time to, and reads what has arrived.
  public func poll(at wall: Int64, into events: inout [Event]) {
    do throws(LinkError) {
      if case .waiting(let until) = stage, until <= wall { try connect(at: wall) }
      if case .greeting(let stream, let until) = stage {
        _ = try stream.receive()
        if let (message, time) = try stream.next() {
          events.append(.opened(try greeting(message), at: time))
          stage = .open(stream, heard: wall)
          nextWait = VenueConnection.waitNanoseconds.first
          hasUnread = true
          return
        } else if until <= wall {
          throw .silent(nanoseconds: VenueConnection.patienceNanoseconds)
        }
      }
      if case .open(let stream, let heard) = stage { try read(stream, heard, wall, &events) }
    } catch {
      end(error, at: wall)
      events.append(.broken(error))
    }
  }

  private func connect(at wall: Int64) throws(LinkError) {
    let stream: Stream
    do throws(SocketError) {
      stream = Stream(try dial())
    } catch {
      throw .socket(error)
    }
    stage = .greeting(stream, until: wall + VenueConnection.patienceNanoseconds)
    try stream.send(.hello(version: LinkProtocol.version), at: .distantPast)
  }

  private func greeting(_ message: VenueMessage) throws(LinkError) -> VenueHello {
    switch message {
    case .hello(let hello):
      if let first, !hello.continues(first) { throw .anotherVenue }
      if first == nil { first = hello }
      return hello
    case .goodbye(let goodbye): throw .ended(goodbye)
    case .market, .reports, .filled, .answer, .clock: throw .noGreeting(kind: message.kind)
    }
  }

  private func read(
    _ stream: Stream, _ heard: Int64, _ wall: Int64, _ events: inout [Event]
  ) throws(LinkError) {
    hasUnread = false
    let hasCome = try stream.receive()
    while let (message, time) = try stream.next() {
      switch message {
      case .goodbye(let goodbye): throw .ended(goodbye)
      case .hello: throw .noGreeting(kind: message.kind)
      case .market, .reports, .filled, .answer, .clock:
        events.append(.message(message, at: time))
      }
    }
    if let failure { throw failure }
    try stream.flush()
    if hasCome {
      stage = .open(stream, heard: wall)
    } else if wall - heard >= VenueConnection.patienceNanoseconds {
      throw .silent(nanoseconds: VenueConnection.patienceNanoseconds)
    }
  }

  private func end(_ error: LinkError, at wall: Int64) {
    failure = nil
    hasUnread = false
    guard error.isPassing else {
      stage = .over
      return
    }
    stage = .waiting(until: wall + nextWait)
    nextWait = min(nextWait * 2, VenueConnection.waitNanoseconds.longest)
  }

  /// Sends a message. Returns whether the connection took it; whether it arrives is unknown. A
  /// connection that breaks here says so at the next ``poll(at:into:)``.
  public func send(_ message: ClientMessage, at time: Instant) -> Bool {
    guard case .open(let stream, _) = stage else { return false }
    do throws(LinkError) {
      try stream.send(message, at: time)
      return true
    } catch {
      failure = failure ?? error
      return true
    }
  }

  /// Ends the connection. It is not made again.
  public func close() { stage = .over }
}
