// Plain values: truth values, texts and numbers. The types are compared first, since a cast of a
// value of any other type is slow, and most values of a record are plain.
extension RecordValue {
  /// A plain value; nil for a value of any other type.
  init?<Value>(plain value: Value) {
    func plain<Plain>(_: Plain.Type) -> Plain? {
      Value.self == Plain.self ? value as? Plain : nil
    }
    if let integer = RecordValue.integer(value) {
      self = .integer(integer)
    } else if let flag = plain(Bool.self) {
      self = .flag(flag)
    } else if let text = plain(String.self) {
      self = .text(text)
    } else if let number = plain(Double.self) {
      self = .number(Bits(number))
    } else if let number = plain(Float.self) {
      self = .number(Bits(Double(number)))
    } else {
      return nil
    }
  }

  private static func integer<Value>(_ value: Value) -> Int128? {
    func whole<Integer: BinaryInteger>(_: Integer.Type) -> Int128? {
      Value.self == Integer.self ? (value as? Integer).map { Int128($0) } : nil
    }
    // The frequent ones first.
    if let whole = whole(Int64.self) { return whole }
    if let whole = whole(UInt64.self) { return whole }
    if let whole = whole(Int.self) { return whole }
    if let whole = whole(Int32.self) { return whole }
    if let whole = whole(Int128.self) { return whole }
    if let whole = whole(UInt32.self) { return whole }
    if let whole = whole(UInt8.self) { return whole }
    if let whole = whole(UInt16.self) { return whole }
    if let whole = whole(UInt.self) { return whole }
    if let whole = whole(Int16.self) { return whole }
    if let whole = whole(Int8.self) { return whole }
    return Value.self == UInt128.self ? (value as? UInt128).flatMap { Int128(exactly: $0) } : nil
  }

  /// Whether values of a type are plain.
  static func isPlain<Value>(_ type: Value.Type) -> Bool {
    type is any FixedWidthInteger.Type || type == Bool.self || type == String.self
      || type == Double.self || type == Float.self
  }

  /// The plain value of a type that is recorded here.
  ///
  /// - Throws: ``RecordError`` if it is another kind of value, or does not fit into the type.
  func plain<Value>(as type: Value.Type) throws(RecordError) -> Value {
    let value: Any? =
      switch self {
      case .integer(let integer): RecordValue.fitting(integer, type)
      case .flag(let flag): flag
      case .text(let text): text
      case .number(let bits) where type == Float.self: Float(exactly: bits.number)
      case .number(let bits): bits.number
      case .nothing, .list, .fields, .choice: nil
      }
    guard let value = value as? Value else {
      throw RecordError(.expected("\(type)", found: kind))
    }
    return value
  }

  private static func fitting<Value>(_ integer: Int128, _ type: Value.Type) -> Any? {
    if type == Int64.self { return Int64(exactly: integer) }
    func fit<Integer: FixedWidthInteger>(_: Integer.Type) -> Any? { Integer(exactly: integer) }
    guard let type = type as? any FixedWidthInteger.Type else { return nil }
    return fit(type)
  }
}
