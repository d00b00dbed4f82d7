import Market

/// One message as it is on the wire: 4 bytes of length (of what follows), 1 byte of kind, 8 bytes of
/// the sender's time, the payload. Numbers are little-endian.
struct Frame: Equatable {
  /// The largest length that is accepted, in bytes.
  static let maximumBytes = 64 << 20
  /// The bytes of kind and time.
  static let headBytes = 9

  let kind: UInt8
  /// The venue's time at which it was sent.
  let time: Instant
  let payload: [UInt8]
}

/// Takes frames apart, in whatever pieces their bytes come.
struct FrameReader {
  private var bytes: [UInt8] = []
  private var start = 0

  /// Lets a source append to the bytes.
  mutating func fill<Result, Failure: Error>(
    _ source: (inout [UInt8]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    return try source(&bytes)
  }

  /// Returns the next whole frame; nil if it has not arrived yet.
  mutating func next() throws(LinkError) -> Frame? {
    let left = bytes.count - start
    guard left >= 4 else { return nil }
    let length = Int(number(at: start, UInt32.self))
    guard length <= Frame.maximumBytes else { throw .frameTooLarge(bytes: length) }
    guard length >= Frame.headBytes else { throw .frameTooSmall(bytes: length) }
    guard left >= 4 + length else { return nil }
    defer { start += 4 + length }
    return Frame(
      kind: bytes[start + 4], time: Instant(nanoseconds: number(at: start + 5, Int64.self)),
      payload: Array(bytes[start + 4 + Frame.headBytes..<start + 4 + length]))
  }

  private func number<Number: FixedWidthInteger>(at place: Int, _: Number.Type) -> Number {
    bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self))
    }
  }
}
