import Journal
import Market

/// Messages over a socket, both ways. Nothing blocks: what the other side does not take yet waits
/// here.
package final class MessageStream<Incoming: LinkMessage, Outgoing: LinkMessage> {
  /// The most bytes that may wait for the other side.
  private let mostWaiting: Int
  private let socket: StreamSocket
  private var reader = FrameReader()
  private var waiting: [UInt8] = []
  private var written = 0
  private var hasEnded = false

  package init(_ socket: StreamSocket, mostWaiting: Int = Frame.maximumBytes) {
    self.socket = socket
    self.mostWaiting = mostWaiting
  }

  package var descriptor: Int32 { socket.descriptor }

  /// Whether something waits until the other side reads.
  package var isWaiting: Bool { written < waiting.count }

  /// Reads what has arrived, about `limit` bytes at most. Returns whether anything came. That the
  /// other side closed the connection is noticed by ``next()``, behind all that it sent.
  package func receive(atMost limit: Int = 1 << 20) throws(LinkError) -> Bool {
    guard !hasEnded else { return false }
    var total = 0
    while total < limit {
      let reading: StreamSocket.Reading
      do throws(SocketError) {
        reading = try reader.fill { (bytes: inout [UInt8]) throws(SocketError) in
          try socket.read(into: &bytes, atMost: 1 << 16)
        }
      } catch {
        throw .socket(error)
      }
      switch reading {
      case .bytes(let count): total += count
      case .nothing: return total > 0
      case .end:
        hasEnded = true
        return total > 0
      }
    }
    return true
  }

  /// Returns the next message and when it was sent; nil if none has arrived.
  package func next() throws(LinkError) -> (message: Incoming, time: Instant)? {
    guard let frame = try reader.next() else {
      if hasEnded { throw .closed }
      return nil
    }
    return (try Incoming(frame), frame.time)
  }

  /// Sends a message, or keeps it until there is room.
  package func send(_ message: Outgoing, at time: Instant) throws(LinkError) {
    var writer = ByteWriter()
    message.addFrame(at: time, to: &writer)
    waiting += writer.bytes
    try flush()
    let left = waiting.count - written
    guard left <= mostWaiting else { throw .isNotRead(bytes: left) }
  }

  /// Sends what waits, as far as there is room.
  package func flush() throws(LinkError) {
    while isWaiting {
      let count: Int?
      do throws(SocketError) {
        count = try socket.write(waiting[written...])
      } catch {
        throw .socket(error)
      }
      guard let count else { throw .closed }
      guard count > 0 else { break }
      written += count
    }
    guard written == waiting.count || written > 1 << 20 else { return }
    waiting.removeFirst(written)
    written = 0
  }
}
