/// The readable tables of a journal: how they are made, and the statements that write to them.
public struct TableLayout: Sendable {
  /// SQL that creates tables, indices and views; run once, for a new file.
  public let create: [String]
  /// SQL with `?1`, `?2` … for the values of a row. Rows name a statement by its place here.
  public let statements: [String]

  public init(create: [String], statements: [String]) {
    self.create = create
    self.statements = statements
  }
}
