import Market

/// Makes a value of the tree that a ``RecordEncoder`` made of it. Every key that the type asks for
/// must be there, and no other.
struct RecordDecoder: Decoder {
  /// The properties of one value, or the data of one case, while they are read.
  final class Node {
    let fields: [RecordValue.Field]
    /// The case that these are the data of.
    let choice: String?
    /// The node of the case's data, once it is asked for.
    var data: Node?
    /// Whether a case was asked for whose name this build does not know.
    var isUnknownCase = false
    private var isRead: [Bool]
    private var next = 0

    init(_ fields: [RecordValue.Field], choice: String? = nil) {
      self.fields = fields
      self.choice = choice
      isRead = Array(repeating: false, count: fields.count)
    }

    /// The value of a key. Keys mostly come in the order they were written in, a missing value is
    /// asked for twice.
    func value(_ name: String) throws(RecordError) -> RecordValue {
      if next > 0, fields[next - 1].name == name { return fields[next - 1].value }
      if next == fields.count || fields[next].name != name {
        guard let place = fields.firstIndex(where: { $0.name == name }) else {
          throw RecordError(.missing, at: name)
        }
        next = place
      }
      isRead[next] = true
      next += 1
      return fields[next - 1].value
    }

    /// - Throws: ``RecordError`` if a key was not asked for.
    func finish() throws(RecordError) {
      if let place = isRead.firstIndex(of: false) {
        throw RecordError(.unknown, at: fields[place].name).under(choice ?? "")
      }
      try data?.finish()
    }
  }

  /// What is left to check once a value is complete.
  final class Progress {
    var node: Node?
    var isListRead = true
    var listCount = 0
  }

  let value: RecordValue
  let types: RecordTypes
  fileprivate let progress = Progress()
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  static func value<Value: Decodable>(
    _ type: Value.Type, of tree: RecordValue
  ) throws(RecordError) -> Value {
    try RecordDecoder.read(type, of: tree, RecordTypes())
  }

  fileprivate static func read<Value: Decodable>(
    _ type: Value.Type, of tree: RecordValue, _ types: RecordTypes
  ) throws(RecordError) -> Value {
    switch types.way(of: type) {
    case .plain: return try tree.plain(as: type)
    case .named(let names): return try names.value(type, of: tree)
    case .formed(let formed): return try read(formed: formed, as: type, of: tree, types)
    case .coded: return try RecordDecoder(value: tree, types: types).whole(type)
    }
  }

  private static func read<Formed: Recorded, Value>(
    formed: Formed.Type, as type: Value.Type, of tree: RecordValue, _ types: RecordTypes
  ) throws(RecordError) -> Value {
    let form = try read(Formed.Form.self, of: tree, types)
    do {
      guard let value = try Formed(recorded: form) as? Value else {
        preconditionFailure("\(formed) is \(type)")
      }
      return value
    } catch {
      throw RecordError(.refused("\(error)"))
    }
  }

  /// The value, if nothing of the tree is left over.
  private func whole<Value: Decodable>(_ type: Value.Type) throws(RecordError) -> Value {
    let whole: Value
    do {
      whole = try Value(from: self)
    } catch let error as RecordError {
      throw error
    } catch {
      if progress.node?.isUnknownCase == true {
        guard case .choice(let name, _) = value else {
          throw RecordError(.expected("a case", found: value.kind))
        }
        throw RecordError(.unknownCase(name))
      }
      throw RecordError(.refused("\(error)"))
    }
    try progress.node?.finish()
    guard progress.isListRead else {
      throw RecordError(.expected("fewer elements", found: "\(progress.listCount)"))
    }
    return whole
  }

  func container<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let node: Node
    switch value {
    case .fields(let fields): node = Node(fields)
    case .choice: node = Node([])
    case .nothing, .flag, .integer, .number, .text, .list:
      throw RecordError(.expected("fields or a case", found: value.kind))
    }
    progress.node = node
    return KeyedDecodingContainer(Fields<Key>(decoder: self, node: node))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let elements) = value else {
      throw RecordError(.expected("a list", found: value.kind))
    }
    (progress.isListRead, progress.listCount) = (elements.isEmpty, elements.count)
    return Elements(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { One(decoder: self) }
}

extension CaseNames {
  /// The case with the recorded name.
  fileprivate func value<Value>(
    _ type: Value.Type, of tree: RecordValue
  ) throws(RecordError) -> Value {
    guard case .choice(let name, let data) = tree, data.isEmpty else {
      throw RecordError(.expected("a case without data", found: tree.kind))
    }
    func value<Case: RawRepresentable<UInt8>>(_: Case.Type) -> Any? {
      number(of: name).flatMap(Case.init(rawValue:))
    }
    guard let type = type as? any RawRepresentable<UInt8>.Type,
      let value = value(type) as? Value
    else { throw RecordError(.unknownCase(name)) }
    return value
  }
}

/// The properties of a value, or the case of an enum.
private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: RecordDecoder
  let node: RecordDecoder.Node
  var codingPath: [any CodingKey] { [] }

  /// The case that is recorded here: only an enum asks for it.
  var allKeys: [Key] {
    if case .choice(let name, _) = decoder.value, let key = Key(stringValue: name) { return [key] }
    node.isUnknownCase = true
    return []
  }

  /// A key that is missing is found so when it is read.
  func contains(_ key: Key) -> Bool { true }

  private func value(_ key: Key) throws(RecordError) -> RecordValue {
    do {
      return try node.value(key.stringValue)
    } catch {
      throw error.under(node.choice ?? "")
    }
  }

  private func read<Value: Decodable>(_ key: Key) throws(RecordError) -> Value {
    let value = try value(key)
    do {
      return try RecordDecoder.read(Value.self, of: value, decoder.types)
    } catch {
      throw error.under(key.stringValue).under(node.choice ?? "")
    }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .nothing }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try read(key)
  }
  // The defaults of these refuse the types, here and in the containers below.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try read(key) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try read(key) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    guard case .choice(let name, let fields) = decoder.value else {
      throw RecordError(.expected("a case", found: decoder.value.kind))
    }
    let data = RecordDecoder.Node(fields, choice: name)
    node.data = data
    return KeyedDecodingContainer(Fields<Nested>(decoder: decoder, node: data))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw RecordError(.expected("a list as a value of its own", found: "a list within"))
  }
  func superDecoder() throws -> any Decoder {
    throw RecordError(.expected("a value", found: "a class"))
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try superDecoder() }
}

/// The elements of a list.
private struct Elements: UnkeyedDecodingContainer {
  let decoder: RecordDecoder
  let elements: [RecordValue]
  var count: Int? { elements.count }
  private(set) var currentIndex = 0
  var isAtEnd: Bool { currentIndex == elements.count }
  var codingPath: [any CodingKey] { [] }

  init(decoder: RecordDecoder, elements: [RecordValue]) {
    (self.decoder, self.elements) = (decoder, elements)
  }

  private mutating func next() throws(RecordError) -> RecordValue {
    guard !isAtEnd else { throw RecordError(.missing).under(currentIndex) }
    defer { advance() }
    return elements[currentIndex]
  }

  private mutating func advance() {
    currentIndex += 1
    decoder.progress.isListRead = isAtEnd
  }

  private mutating func read<Value: Decodable>() throws(RecordError) -> Value {
    let (index, value) = (currentIndex, try next())
    do {
      return try RecordDecoder.read(Value.self, of: value, decoder.types)
    } catch {
      throw error.under(index)
    }
  }

  mutating func decodeNil() -> Bool {
    guard !isAtEnd, elements[currentIndex] == .nothing else { return false }
    advance()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read() }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try read() }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try read() }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try RecordDecoder(value: next(), types: decoder.types).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try RecordDecoder(value: next(), types: decoder.types).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder {
    throw RecordError(.expected("a value", found: "a class"))
  }
}

/// A plain number or text, or the content of a standalone optional.
private struct One: SingleValueDecodingContainer {
  let decoder: RecordDecoder
  var codingPath: [any CodingKey] { [] }

  init(decoder: RecordDecoder) { self.decoder = decoder }

  func decodeNil() -> Bool { decoder.value == .nothing }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try RecordDecoder.read(type, of: decoder.value, decoder.types)
  }
  func decode(_ type: Int128.Type) throws -> Int128 { try decoder.value.plain(as: type) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.value.plain(as: type) }
}
