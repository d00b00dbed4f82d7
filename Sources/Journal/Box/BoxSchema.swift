/// The tables that a black box has besides those of a journal.
enum BoxSchema {
  static let tables = """
    CREATE TABLE box(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE recording(
      part INTEGER PRIMARY KEY, size INTEGER NOT NULL, body BLOB NOT NULL, "check" INTEGER NOT NULL);
    """

  static let names = ["box", "recording"]

  /// Rows of these tables are left out if they were over before the box's first input. All other
  /// readable tables are copied whole: balances are checked with them.
  static let ends = [
    "notes": "input", "orders": "ended_input", "watched_exits": "until_input",
    "protection": "until_input",
  ]

  static let writeFact = "INSERT INTO box VALUES (?1, ?2)"
  static let writePart = "INSERT INTO recording VALUES (?1, ?2, ?3, ?4)"
  static let readParts = "SELECT part, size, body, \"check\" FROM recording ORDER BY part"
}

/// A part of the recording in a black box.
public struct BoxPart: Equatable, Sendable {
  /// The number of bytes that it unpacks to.
  public let size: Int
  /// Its bytes, packed.
  public let body: [UInt8]

  public init(size: Int, body: [UInt8]) {
    self.size = size
    self.body = body
  }

  func check(_ part: Int64) -> Int64 {
    var sum = Checksum()
    sum.add(part)
    sum.add(Int64(size))
    body.withUnsafeBytes { sum.add($0) }
    return sum.value
  }
}

/// What a black box says about itself.
public struct BoxFacts: Equatable, Sendable {
  /// The name and the text of each fact.
  public var texts: [String: String]

  public init(_ texts: [String: String]) { self.texts = texts }

  /// The build of Rung that wrote it.
  public var build: String { texts["build"] ?? "" }
  /// When it was written, in UTC.
  public var made: String { texts["made"] ?? "" }
  /// The screen at its end.
  public var screen: String { texts["screen"] ?? "" }
  /// The number of the recording's updates before those that it holds; nil if it holds none.
  public var skippedUpdates: Int? { texts["recording_skipped"].flatMap { Int($0) } }
}
