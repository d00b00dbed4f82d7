/// The readable tables of a journal: how they are made, and the statements that write to them.
public struct TableLayout: Sendable {
  /// The version of the tables, from 1 on. It rises with every change of ``create``.
  public let version: Int
  /// SQL that creates tables, indices and views; run once, for a new file.
  public let create: [String]
  /// SQL with `?1`, `?2` … for the values of a row. Rows name a statement by its place here.
  public let statements: [String]
  /// SQL that turns the tables of version 1 into those of version 2, then those of 2 into 3, and so
  /// on up to ``version``.
  let upgrades: [[String]]

  public init(
    version: Int = 1, create: [String], statements: [String], upgrades: [[String]] = []
  ) {
    precondition(upgrades.count == version - 1, "each version needs its way from the one before")
    self.version = version
    self.create = create
    self.statements = statements
    self.upgrades = upgrades
  }

  /// Tells this version's tables from all others: a test holds it, so that none changes without a new
  /// version.
  var fingerprint: String {
    var sum = Checksum()
    for text in create { sum.add(text) }
    return String(UInt64(bitPattern: sum.value), radix: 16)
  }
}
