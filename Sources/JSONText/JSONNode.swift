/// A value read from a JSON5 text, and its position there.
public struct JSONNode: Sendable {
  public let value: JSONValue
  public let position: TextPosition

  public init(_ value: JSONValue, at position: TextPosition) {
    self.value = value
    self.position = position
  }
}

/// The kinds of value in a JSON5 text.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONNode])
  case object(JSONObject)
}

/// A number as it was written, so that a decimal price or size loses no digit.
public struct JSONNumber: Hashable, Sendable {
  /// Decimal digits with an optional sign, point and exponent, no leading `+`, a digit on both
  /// sides of a point. Hexadecimal numbers are converted to that. `Infinity`, `-Infinity` and `NaN`
  /// are kept as they are: no decimal parser reads them, so code that wants a number refuses them.
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  static let infinity = JSONNumber("Infinity")
  static let undefined = JSONNumber("NaN")

  /// The number if it is written as a whole one and fits: `12`, but not `1e3` or `12.0`.
  public var integer: Int? { Int(text) }
}

/// The members of an object in the order they were written, each key once.
public struct JSONObject: Sendable {
  public struct Member: Sendable {
    public let key: String
    public let keyPosition: TextPosition
    public let node: JSONNode

    public init(key: String, keyPosition: TextPosition, node: JSONNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.node = node
    }
  }

  public let members: [Member]
  /// Keys written more than once, at each further position. The last one written counts.
  public let duplicates: [Member]
  private let places: [String: Int]
  private let firstPositions: [String: TextPosition]

  /// Keeps the last member of each key, in the place of the first.
  public init(_ written: [Member] = []) {
    var members: [Member] = []
    var duplicates: [Member] = []
    var places: [String: Int] = [:]
    var firstPositions: [String: TextPosition] = [:]
    for member in written {
      if let place = places[member.key] {
        members[place] = member
        duplicates.append(member)
      } else {
        places[member.key] = members.count
        firstPositions[member.key] = member.keyPosition
        members.append(member)
      }
    }
    (self.members, self.duplicates, self.places) = (members, duplicates, places)
    self.firstPositions = firstPositions
  }

  /// Where a key was written first.
  public func firstPosition(of key: String) -> TextPosition? { firstPositions[key] }

  public var keys: [String] { members.map(\.key) }

  public subscript(key: String) -> JSONNode? {
    places[key].map { members[$0].node }
  }
}

extension JSONNode {
  public var object: JSONObject? { if case .object(let object) = value { object } else { nil } }
  public var array: [JSONNode]? { if case .array(let array) = value { array } else { nil } }
  public var string: String? { if case .string(let string) = value { string } else { nil } }
  public var number: JSONNumber? { if case .number(let number) = value { number } else { nil } }
  public var bool: Bool? { if case .bool(let bool) = value { bool } else { nil } }
  public var isNull: Bool { if case .null = value { true } else { false } }

  /// The kind of value, for a sentence: "expected a number, found text".
  public var kind: String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
