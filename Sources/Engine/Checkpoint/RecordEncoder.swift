import Market

/// Makes a tree by name of a value. Equal values give equal trees in every process.
struct RecordEncoder: Encoder {
  /// What one value is recorded as while it is encoded.
  final class Node {
    var fields: [RecordValue.Field] = []
    var elements: [RecordValue]?
    var plain: RecordValue?
    /// The case of an enum, and its data.
    var choice: (name: String, data: Node)?

    var value: RecordValue {
      if let plain { return plain }
      if let elements { return .list(elements) }
      if let choice { return .choice(choice.name, choice.data.fields) }
      return .fields(fields)
    }
  }

  let node: Node
  let types: RecordTypes
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: the error of a value with its own encoding; compiler-made encodings throw nothing.
  static func tree(
    of value: some Encodable, _ types: RecordTypes = RecordTypes()
  ) throws -> RecordValue {
    try RecordEncoder(node: Node(), types: types).tree(of: value)
  }

  /// - Throws: as above, and `EncodingError` for a value that a tree can't hold.
  fileprivate func tree<Value: Encodable>(of value: Value) throws -> RecordValue {
    if let plain = RecordValue(plain: value) { return plain }
    switch types.way(of: Value.self) {
    case .named(let names):
      if let one = value as? any RawRepresentable<UInt8>, let name = names.name(of: one) {
        return .choice(name, [])
      }
    case .formed:
      if let value = value as? any Recorded { return try tree(of: value.recorded) }
    case .coded:
      let node = Node()
      try value.encode(to: RecordEncoder(node: node, types: types))
      if let choice = node.choice { types.met(choice.name, of: Value.self) }
      return node.value
    case .plain: break
    }
    throw EncodingError.invalidValue(
      value, EncodingError.Context(codingPath: [], debugDescription: "no record holds this"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Fields<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.elements = node.elements ?? []
    return Elements(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { One(encoder: self) }
}

/// The properties of a value, or the case of an enum.
private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: RecordEncoder
  var codingPath: [any CodingKey] { [] }

  private func add(_ key: Key, _ value: RecordValue) {
    encoder.node.fields.append(RecordValue.Field(key.stringValue, value))
  }

  func encodeNil(forKey key: Key) { add(key, .nothing) }
  func encode(_ value: some Encodable, forKey key: Key) throws {
    add(key, try encoder.tree(of: value))
  }
  // The defaults of these refuse the types, here and in the containers below.
  func encode(_ value: Int128, forKey key: Key) throws { add(key, try encoder.tree(of: value)) }
  func encode(_ value: UInt128, forKey key: Key) throws { add(key, try encoder.tree(of: value)) }

  /// A value that is missing has its key all the same.
  private func addOptional(_ value: (some Encodable)?, _ key: Key) throws {
    add(key, try value.map { try encoder.tree(of: $0) } ?? .nothing)
  }

  func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
    try addOptional(value, key)
  }
  // The defaults of these write nothing for nil.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: Int128?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try addOptional(value, key) }
  func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws { try addOptional(value, key) }

  /// Only an enum's case has a container of its own.
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    let data = RecordEncoder.Node()
    encoder.node.choice = (key.stringValue, data)
    return RecordEncoder(node: data, types: encoder.types).container(keyedBy: type)
  }

  // Nothing in an engine is written by these; what they would write belongs to no value.
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    preconditionFailure("a list is recorded as a value of its own")
  }
  func superEncoder() -> any Encoder { preconditionFailure("a record has no classes") }
  func superEncoder(forKey key: Key) -> any Encoder {
    preconditionFailure("a record has no classes")
  }
}

/// The elements of a list.
private struct Elements: UnkeyedEncodingContainer {
  let encoder: RecordEncoder
  var count: Int { encoder.node.elements?.count ?? 0 }
  var codingPath: [any CodingKey] { [] }

  private func add(_ value: RecordValue) { encoder.node.elements?.append(value) }

  func encodeNil() { add(.nothing) }
  func encode(_ value: some Encodable) throws { add(try encoder.tree(of: value)) }
  func encode(_ value: Int128) throws { add(try encoder.tree(of: value)) }
  func encode(_ value: UInt128) throws { add(try encoder.tree(of: value)) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    preconditionFailure("an element is recorded as a value of its own")
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    preconditionFailure("an element is recorded as a value of its own")
  }
  func superEncoder() -> any Encoder { preconditionFailure("a record has no classes") }
}

/// A plain number or text, or the content of a standalone optional.
private struct One: SingleValueEncodingContainer {
  let encoder: RecordEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoder.node.plain = .nothing }

  func encode(_ value: some Encodable) throws {
    let tree = try encoder.tree(of: value)
    guard tree != .nothing else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: [], debugDescription: "nothing within an optional can't be told from none"))
    }
    encoder.node.plain = tree
  }
  func encode(_ value: Int128) throws { encoder.node.plain = try encoder.tree(of: value) }
  func encode(_ value: UInt128) throws { encoder.node.plain = try encoder.tree(of: value) }
}
