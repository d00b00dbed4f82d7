/// Writes a value as bytes: its stored properties in the order of their declaration, numbers at
/// their full width, little-endian. Nothing marks where a property ends, so only the type that was
/// written can be read back.
///
/// Equal values give equal bytes in every process, which a library's encoder does not promise.
struct StateEncoder: Encoder {
  final class Output {
    var bytes: [UInt8] = []

    func write(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    func write(_ text: String) {
      write(UInt32(text.utf8.count))
      bytes.append(contentsOf: text.utf8)
    }

    /// Adds one to the count that was written at a position.
    func increment(at place: Int) {
      for byte in place..<place + 4 {
        bytes[byte] &+= 1
        if bytes[byte] != 0 { return }
      }
    }
  }

  let output: Output
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: the error of a value with its own encoding; compiler-made encodings throw nothing.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let output = Output()
    try value.encode(to: StateEncoder(output: output))
    return output.bytes
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Fields<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(encoder: self) }
  func singleValueContainer() -> any SingleValueEncodingContainer { One(encoder: self) }
}

/// The properties of a value, or the case of an enum.
private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { encoder.output.write(false) }
  func encode(_ value: some Encodable, forKey key: Key) throws { try value.encode(to: encoder) }
  // The defaults of these refuse the types, here and in the containers below.
  func encode(_ value: Int128, forKey key: Key) throws { try value.encode(to: encoder) }
  func encode(_ value: UInt128, forKey key: Key) throws { try value.encode(to: encoder) }

  /// Writes whether there is a value, then the value.
  private func encodeOptional(_ value: (some Encodable)?) throws {
    encoder.output.write(value != nil)
    try value?.encode(to: encoder)
  }

  func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
    try encodeOptional(value)
  }
  // The defaults of these write nothing for nil.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int128?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws { try encodeOptional(value) }

  /// Only an enum's case has a container of its own: its name comes first.
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder.output.write(key.stringValue)
    return encoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder }
  func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

/// The elements of a list, after their number.
private struct Elements: UnkeyedEncodingContainer {
  let encoder: StateEncoder
  private let place: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(encoder: StateEncoder) {
    self.encoder = encoder
    place = encoder.output.bytes.count
    encoder.output.write(UInt32(0))
  }

  private mutating func next() -> StateEncoder {
    count += 1
    encoder.output.increment(at: place)
    return encoder
  }

  mutating func encodeNil() { next().output.write(false) }
  mutating func encode(_ value: some Encodable) throws { try value.encode(to: next()) }
  mutating func encode(_ value: Int128) throws { try value.encode(to: next()) }
  mutating func encode(_ value: UInt128) throws { try value.encode(to: next()) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    next().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { next() }
}

/// A plain number or text, or the content of a standalone optional after a flag that it exists.
private struct One: SingleValueEncodingContainer {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }
  private var output: StateEncoder.Output { encoder.output }

  init(encoder: StateEncoder) { self.encoder = encoder }

  func encodeNil() { output.write(false) }
  func encode(_ value: some Encodable) throws {
    output.write(true)
    try value.encode(to: encoder)
  }

  func encode(_ value: Bool) { output.write(value) }
  func encode(_ value: String) { output.write(value) }
  func encode(_ value: Double) { output.write(value.bitPattern) }
  func encode(_ value: Float) { output.write(value.bitPattern) }
  func encode(_ value: Int) { output.write(value) }
  func encode(_ value: Int8) { output.write(value) }
  func encode(_ value: Int16) { output.write(value) }
  func encode(_ value: Int32) { output.write(value) }
  func encode(_ value: Int64) { output.write(value) }
  func encode(_ value: Int128) { output.write(value) }
  func encode(_ value: UInt) { output.write(value) }
  func encode(_ value: UInt8) { output.write(value) }
  func encode(_ value: UInt16) { output.write(value) }
  func encode(_ value: UInt32) { output.write(value) }
  func encode(_ value: UInt64) { output.write(value) }
  func encode(_ value: UInt128) { output.write(value) }
}
