import Market

/// Bytes that grow: numbers at their full width, little-endian.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public var count: Int { bytes.count }
  public var isEmpty: Bool { bytes.isEmpty }

  @inline(__always) public mutating func write(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  @inline(__always) package mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  package mutating func write(_ time: Instant) { write(time.nanoseconds) }

  package mutating func write(_ raw: UnsafeRawBufferPointer) { bytes.append(contentsOf: raw) }

  /// Writes whether there is a value, then the value.
  package mutating func write<Value: ByteCoded>(_ value: Value?) {
    write(value != nil)
    value?.write(to: &self)
  }

  package mutating func write<Value: ByteCoded>(_ values: [Value]) {
    write(UInt32(values.count))
    for value in values { value.write(to: &self) }
  }

  /// Replaces the number at a place that was written before.
  package mutating func replace(at place: Int, with number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) {
      for (offset, byte) in $0.enumerated() { bytes[place + offset] = byte }
    }
  }

  /// Hands over what was written and starts over with room for as much.
  public mutating func take() -> [UInt8] {
    var next: [UInt8] = []
    next.reserveCapacity(min(bytes.count, 1 << 20))
    swap(&bytes, &next)
    return next
  }
}

/// A value with a form in bytes that stays the same in later builds: new kinds get new numbers, and
/// no number changes its meaning.
package protocol ByteCoded {
  func write(to writer: inout ByteWriter)
  init(from reader: inout ByteReader) throws(InputError)
}
