import Journal
import Market

/// A message that one side of a link sends to the other.
package protocol LinkMessage: Sendable {
  /// The number of its kind. It never changes.
  var kind: UInt8 { get }
  func write(to writer: inout ByteWriter)
  /// Reads a message of a kind; nil if there is no such kind.
  static func read(_ kind: UInt8, _ reader: inout ByteReader) throws(InputError) -> Self?
}

extension LinkMessage {
  /// Appends the message as a frame.
  func addFrame(at time: Instant, to writer: inout ByteWriter) {
    let place = writer.count
    writer.write(UInt32(0))
    writer.write(kind)
    writer.write(time)
    write(to: &writer)
    writer.replace(at: place, with: UInt32(writer.count - place - 4))
  }

  init(_ frame: Frame) throws(LinkError) {
    var result: Result<Self, LinkError> = .failure(.unknownKind(frame.kind))
    frame.payload.withUnsafeBytes { raw in
      var reader = ByteReader(raw)
      do throws(InputError) {
        guard let message = try Self.read(frame.kind, &reader) else { return }
        result =
          reader.isAtEnd
          ? .success(message) : .failure(.hasMore(kind: frame.kind, bytes: reader.left))
      } catch {
        result = .failure(.unreadable(kind: frame.kind, error))
      }
    }
    self = try result.get()
  }
}
