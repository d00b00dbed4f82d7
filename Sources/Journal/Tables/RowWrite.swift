/// A value of one column.
public enum SQLValue: Equatable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// A change of a readable table, written in the same transaction as the inputs that caused it.
public struct RowWrite: Equatable, Sendable {
  /// The place of the statement in the list that the journal was opened with.
  public let statement: Int
  public let values: [SQLValue]

  public init(_ statement: Int, _ values: [SQLValue]) {
    self.statement = statement
    self.values = values
  }
}
