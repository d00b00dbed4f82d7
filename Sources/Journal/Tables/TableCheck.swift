import CSQLite

/// Makes the readable tables of a journal again, in memory, and compares them with those in the file.
public final class TableCheck {
  private let database: Database
  private let rows: [Statement]
  /// The last input of the journal as it is compared: another process may go on writing to it.
  public let lastInput: UInt64

  /// - Parameter path: the journal whose tables are checked.
  /// - Throws: ``JournalError``.
  public init(_ path: String) throws(JournalError) {
    do throws(StorageError) {
      let database = try Database(
        ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, vfs: nil)
      for sql in TableKeeper.layout.create { try database.run(sql, .create) }
      rows = try TableKeeper.layout.statements.map { (sql) throws(StorageError) in
        try database.prepare(sql, .query)
      }
      let attach = try database.prepare("ATTACH ?1 AS journal", .open)
      attach.bind(1, .text(nameForReading(path)))
      try attach.run()
      // From the first look on, the journal stays as it is for this connection.
      try database.run("BEGIN", .begin)
      let last = try database.integer(
        of: "SELECT max(first + count - 1) FROM journal.batch", .query)
      lastInput = UInt64(last ?? 0)
      self.database = database
    } catch {
      throw .storage(error)
    }
  }

  /// Writes rows as the journal's writer does.
  public func write(_ new: [RowWrite]) throws(JournalError) {
    do throws(StorageError) {
      for row in new {
        let statement = rows[row.statement]
        for (place, value) in row.values.enumerated() { statement.bind(Int32(place) + 1, value) }
        try statement.run()
        statement.unbind()
      }
    } catch {
      throw .storage(error)
    }
  }

  /// A table whose rows in the file are not those that the inputs make.
  public struct Difference: Equatable, Sendable {
    public let table: String
    /// Rows that the inputs make and the file lacks, and the other way round.
    public let missing: Int
    public let extra: Int
    /// The first columns of one such row, for a person.
    public let example: String
  }

  /// Compares all tables.
  ///
  /// - Parameter first: the first input that was repeated. Rows that began before it are left out: the
  ///   inputs from there on make only a part of them.
  /// - Returns: the tables that differ, and how many rows were compared.
  public func compare(
    from first: UInt64 = 1
  ) throws(JournalError) -> (differences: [Difference], rows: Int) {
    do throws(StorageError) {
      var differences: [Difference] = []
      var count = 0
      for table in try tables() {
        // The file may have tables of another version: what both have is compared.
        let columns = try commonColumns(of: table)
        guard !columns.isEmpty else { continue }
        let here = Self.rows("main", table, columns, from: first)
        let there = Self.rows("journal", table, columns, from: first)
        count += Int(try number("SELECT count(*) FROM (\(there))"))
        let missing = try number("SELECT count(*) FROM (\(here) EXCEPT \(there))")
        let extra = try number("SELECT count(*) FROM (\(there) EXCEPT \(here))")
        guard missing + extra > 0 else { continue }
        differences.append(
          Difference(
            table: table, missing: Int(missing), extra: Int(extra),
            example: try missing > 0
              ? example("\(here) EXCEPT \(there)") : example("\(there) EXCEPT \(here)")))
      }
      return (differences, count)
    } catch {
      throw .storage(error)
    }
  }

  /// A sum over the tables of the journal, which are named `journal.fills` and so on; 0 where there
  /// is nothing to add.
  public func sum(_ sql: String) throws(JournalError) -> Int64 {
    do throws(StorageError) { return try number(sql) } catch { throw .storage(error) }
  }

  private func tables() throws(StorageError) -> [String] {
    let statement = try database.prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name", .query)
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0) ?? "") }
    return names.filter { !$0.hasPrefix("sqlite_") }
  }

  private func number(_ sql: String) throws(StorageError) -> Int64 {
    try database.integer(of: sql, .query) ?? 0
  }

  /// The columns of a table that the file has too, as SQL.
  private func commonColumns(of table: String) throws(StorageError) -> String {
    let statement = try database.prepare(
      """
      SELECT name FROM pragma_table_xinfo(?1, 'main')
      WHERE name IN (SELECT name FROM pragma_table_xinfo(?1, 'journal')) ORDER BY cid
      """, .query)
    statement.bind(1, .text(table))
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0) ?? "") }
    return names.joined(separator: ", ")
  }

  /// The rows of a table that the inputs from one on make whole.
  private static func rows(
    _ database: String, _ table: String, _ columns: String, from first: UInt64
  ) -> String {
    let all = "SELECT \(columns) FROM \(database).\(table)"
    guard first > 1 else { return all }
    // Lots that were open before have rows that the inputs since then changed, but did not begin.
    let lots = "(SELECT id FROM journal.lots WHERE opened_input >= \(first))"
    switch table {
    case "meta": return all
    case "orders": return "\(all) WHERE placed_input >= \(first)"
    case "lots": return "\(all) WHERE id IN \(lots)"
    case "watched_exits", "protection": return "\(all) WHERE lot IN \(lots)"
    case "alarms": return "\(all) WHERE raised_input >= \(first)"
    default: return "\(all) WHERE input >= \(first)"
    }
  }

  private func example(_ sql: String) throws(StorageError) -> String {
    let statement = try database.prepare("\(sql) LIMIT 1", .query)
    guard try statement.step() else { return "" }
    return (0..<min(6, statement.columnCount)).map { statement.text($0) ?? "NULL" }
      .joined(separator: "|")
  }
}
