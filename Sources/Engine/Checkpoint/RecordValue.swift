/// A value of a record by name: what a JSON text can hold, with exact numbers, and with an enum's
/// cases told from texts.
public enum RecordValue: Equatable, Sendable {
  /// A value that may be missing is missing.
  case nothing
  case flag(Bool)
  case integer(Int128)
  /// Equal by its bits: no two values that compare as different are equal here, and the reverse.
  case number(Bits)
  case text(String)
  case list([RecordValue])
  /// The properties of a value, in the order of their declaration.
  case fields([Field])
  /// A case of an enum with its data, if it has any.
  case choice(String, [Field])

  /// A property and its name.
  public struct Field: Equatable, Sendable {
    public var name: String
    public var value: RecordValue

    public init(_ name: String, _ value: RecordValue) {
      (self.name, self.value) = (name, value)
    }
  }

  /// The bits of a floating-point number.
  public struct Bits: Equatable, Sendable {
    public let pattern: UInt64

    public init(_ number: Double) { pattern = number.bitPattern }

    public var number: Double { Double(bitPattern: pattern) }
  }

  /// The kind of value, for a sentence: "expected a list, found text".
  public var kind: String {
    switch self {
    case .nothing: "nothing"
    case .flag: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .fields: "fields"
    case .choice(let name, _): "the case \(name)"
    }
  }
}
