import Market

/// Reads what a ``ByteWriter`` wrote. The bytes are borrowed.
package struct ByteReader: ~Copyable {
  private let bytes: UnsafeRawBufferPointer
  package private(set) var place = 0

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package var isAtEnd: Bool { place == bytes.count }
  package var left: Int { bytes.count - place }

  @inline(__always)
  package mutating func read<Number: FixedWidthInteger>(
    _: Number.Type = Number.self
  ) throws(InputError) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= left else { throw .endsEarly(at: bytes.count) }
    defer { place += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
  }

  package mutating func readFlag() throws(InputError) -> Bool {
    let byte = try read(UInt8.self)
    guard byte <= 1 else { throw .unknown("a flag", UInt64(byte), at: place - 1) }
    return byte == 1
  }

  package mutating func readTime() throws(InputError) -> Instant {
    Instant(nanoseconds: try read())
  }

  /// Steps over a number of bytes and returns them.
  package mutating func readBytes(_ count: Int) throws(InputError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= left else { throw .endsEarly(at: bytes.count) }
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
  }

  package mutating func read<Value: ByteCoded>() throws(InputError) -> Value? {
    guard try readFlag() else { return nil }
    return try Value(from: &self)
  }

  package mutating func readList<Value: ByteCoded>() throws(InputError) -> [Value] {
    let count = Int(try read(UInt32.self))
    // Every value has at least a byte, so a damaged count asks for no memory.
    guard count <= left else { throw .endsEarly(at: bytes.count) }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  /// Reads an enum without values by its number.
  package mutating func readCase<Value: RawRepresentable<UInt8>>(
    _ what: String
  ) throws(InputError) -> Value {
    let number = try read(UInt8.self)
    guard let value = Value(rawValue: number) else {
      throw .unknown(what, UInt64(number), at: place - 1)
    }
    return value
  }
}

/// Why bytes are not inputs.
public enum InputError: Error, Equatable, Sendable {
  /// The bytes end within an input; the position is in bytes.
  case endsEarly(at: Int)
  /// A number stands for nothing that this build knows: what it should be, the number, and where.
  case unknown(String, UInt64, at: Int)
  /// A number is not possible for what it is.
  case impossible(String, Int64, at: Int)
  /// The inputs of a batch are not as many as it says.
  case isCountedWrong(found: Int, told: Int)
}

extension InputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .endsEarly(let place): "the bytes end within an input, at byte \(place)"
    case .unknown(let what, let number, let place):
      "\(number) at byte \(place) is not \(what) that this build knows"
    case .impossible(let what, let number, let place):
      "\(number) at byte \(place) can't be \(what)"
    case .isCountedWrong(let found, let told):
      "a batch says it has \(told) inputs, and it has \(found)"
    }
  }
}
