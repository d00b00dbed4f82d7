import Testing

@testable import VenueLink

/// Passes bytes on between a client and a venue, and can cut the connection behind any frame.
final class Relay {
  /// What goes one way.
  private struct Way {
    var bytes: [UInt8] = []
    /// How much of the frame at the beginning is still to be written.
    var left = 0
  }

  private let near: StreamSocket
  private let far: StreamSocket
  private var toVenue = Way()
  private var toClient = Way()
  /// How many frames have passed, in both directions.
  private(set) var frames = 0
  /// The connection is cut once this many frames have passed; nil if it is not.
  private let limit: Int?
  private(set) var isCut = false

  /// A relay between two fresh ends, and those ends.
  static func made(
    limit: Int?
  ) throws(SocketError) -> (relay: Relay, client: StreamSocket, venue: StreamSocket) {
    let (client, near) = try StreamSocket.pair()
    let (venue, far) = try StreamSocket.pair()
    return (Relay(near, far, limit), client, venue)
  }

  private init(_ near: StreamSocket, _ far: StreamSocket, _ limit: Int?) {
    self.near = near
    self.far = far
    self.limit = limit
  }

  /// Passes on whole frames that have arrived, each direction in turn.
  func pump() throws {
    try pass(&toVenue, from: near, to: far)
    try pass(&toClient, from: far, to: near)
  }

  private func pass(_ way: inout Way, from: StreamSocket, to: StreamSocket) throws {
    if case .end = try from.read(into: &way.bytes, atMost: 1 << 16), way.bytes.isEmpty {
      isCut = true
    }
    while !isCut {
      if way.left == 0 {
        guard way.bytes.count >= 4 else { return }
        way.left = way.bytes[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) } + 4
      }
      guard way.bytes.count >= way.left else { return }
      guard let count = try to.write(way.bytes[..<way.left]), count > 0 else { return }
      way.bytes.removeFirst(count)
      way.left -= count
      if way.left == 0 { frames += 1 }
      if let limit, frames >= limit { isCut = true }
    }
  }
}
