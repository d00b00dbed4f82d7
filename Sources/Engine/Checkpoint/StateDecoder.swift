/// Reads back what a ``StateEncoder`` wrote.
struct StateDecoder: Decoder {
  final class Input {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    private func advance(by count: Int) throws -> Range<Int> {
      guard count <= bytes.count - place else { throw CheckpointError.endsEarly(at: bytes.count) }
      defer { place += count }
      return place..<place + count
    }

    func read<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws -> Number {
      let range = try advance(by: MemoryLayout<Number>.size)
      return bytes.withUnsafeBytes {
        Number(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self))
      }
    }

    func readFlag() throws -> Bool {
      let byte = try read(UInt8.self)
      guard byte <= 1 else { throw CheckpointError.isNoFlag(byte, at: place - 1) }
      return byte == 1
    }

    func readText() throws -> String {
      let range = try advance(by: Int(read(UInt32.self)))
      return String(decoding: bytes[range], as: UTF8.self)
    }

    /// The name of an enum's case; nil if the bytes end before it is complete, which matches no
    /// case.
    func caseName() -> String? {
      do { return try readText() } catch { return nil }
    }

    /// Whether an optional value is nil here; the nil marker is consumed then. If the bytes end
    /// here, the next read reports it.
    func takesNil() -> Bool {
      guard place < bytes.count, bytes[place] == 0 else { return false }
      place += 1
      return true
    }
  }

  let input: Input
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: ``CheckpointError`` if the bytes are not those of such a value, or the error of a
  ///   value that validates its parts.
  static func value<Value: Decodable>(_: Value.Type, of bytes: [UInt8]) throws -> Value {
    let input = Input(bytes)
    let value = try Value(from: StateDecoder(input: input))
    guard input.isAtEnd else { throw CheckpointError.goesOn }
    return value
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Fields<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try Elements(decoder: self) }
  func singleValueContainer() -> any SingleValueDecodingContainer { One(decoder: self) }
}

/// The properties of a value, or the case of an enum.
private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: StateDecoder
  var codingPath: [any CodingKey] { [] }

  /// The case that is written here: only an enum asks for it.
  var allKeys: [Key] { decoder.input.caseName().flatMap(Key.init(stringValue:)).map { [$0] } ?? [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { try !decoder.input.readFlag() }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try Value(from: decoder)
  }
  // The defaults of these refuse the types, here and in the containers below.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
    try type.init(from: decoder)
  }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
    try type.init(from: decoder)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    decoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder.unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoder }
  func superDecoder(forKey key: Key) -> any Decoder { decoder }
}

/// The elements of a list.
private struct Elements: UnkeyedDecodingContainer {
  let decoder: StateDecoder
  let count: Int?
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var isAtEnd: Bool { currentIndex == count }

  init(decoder: StateDecoder) throws {
    self.decoder = decoder
    count = Int(try decoder.input.read(UInt32.self))
  }

  private mutating func next() -> StateDecoder {
    currentIndex += 1
    return decoder
  }

  mutating func decodeNil() -> Bool {
    let isNil = decoder.input.takesNil()
    if isNil { currentIndex += 1 }
    return isNil
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: next())
  }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try type.init(from: next()) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try type.init(from: next()) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedDecodingContainer<Nested> {
    next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() -> any Decoder { next() }
}

/// A plain number or text, or the content of a standalone optional.
private struct One: SingleValueDecodingContainer {
  let decoder: StateDecoder
  var codingPath: [any CodingKey] { [] }
  private var input: StateDecoder.Input { decoder.input }

  init(decoder: StateDecoder) { self.decoder = decoder }

  func decodeNil() -> Bool { input.takesNil() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    guard try input.readFlag() else { throw CheckpointError.isNothing }
    return try Value(from: decoder)
  }

  func decode(_ type: Bool.Type) throws -> Bool { try input.readFlag() }
  func decode(_ type: String.Type) throws -> String { try input.readText() }
  func decode(_ type: Double.Type) throws -> Double { Double(bitPattern: try input.read()) }
  func decode(_ type: Float.Type) throws -> Float { Float(bitPattern: try input.read()) }
  func decode(_ type: Int.Type) throws -> Int { try input.read() }
  func decode(_ type: Int8.Type) throws -> Int8 { try input.read() }
  func decode(_ type: Int16.Type) throws -> Int16 { try input.read() }
  func decode(_ type: Int32.Type) throws -> Int32 { try input.read() }
  func decode(_ type: Int64.Type) throws -> Int64 { try input.read() }
  func decode(_ type: Int128.Type) throws -> Int128 { try input.read() }
  func decode(_ type: UInt.Type) throws -> UInt { try input.read() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try input.read() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try input.read() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try input.read() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try input.read() }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try input.read() }
}
