import CSQLite
import Market
import Output

/// A black box being written: a journal of its own that holds the end of another.
///
/// It is a new file. Nothing has the file's name before ``finish(_:)``, and nothing is left of it if
/// that is not reached. It is used on one thread.
public final class BlackBoxWriter {
  public let path: String
  private let draft: NewFileDraft
  private var database: Database?
  private var parts: Int64 = 0

  /// - Throws: ``JournalError``: ``JournalError/exists(path:)`` if there is a file of that name.
  public init(_ path: String) throws(JournalError) {
    self.path = path
    do throws(FileError) {
      draft = try NewFileDraft(of: path)
    } catch {
      throw JournalError(making: error, path)
    }
    do throws(StorageError) {
      let database = try Database(draft.draftPath, flags: SQLITE_OPEN_READWRITE, vfs: nil)
      // An unfinished draft is thrown away: it needs no journal, and it is synced once at its end.
      try database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", .create)
      try database.run("BEGIN", .create)
      try database.run(JournalSchema.tables, .create)
      try database.run(BoxSchema.tables, .create)
      self.database = database
    } catch {
      throw .storage(error.named(path))
    }
  }

  /// Copies a journal from a segment on: its inputs byte for byte, and its readable tables.
  ///
  /// - Parameters:
  ///   - reader: the journal, as of one moment (``JournalReader/reading(asOfNow:)``).
  ///   - first: the first segment that is copied.
  ///   - describe: the description of a segment's run as the box is to have it.
  public func copy(
    _ reader: JournalReader, from first: Segment, describe: (Segment) throws -> String
  ) throws {
    try copySegments(reader, from: first, describe)
    let cursor = try reader.batches(from: first.first)
    let insert = try statement(JournalSchema.writeBatch, "batch")
    try cursor.read { batch in
      insert.bind(batch)
      try run(insert)
      return true
    }
    for table in ["reserved", "property"] { try copyRows(reader, of: table, where: "1") }
    try copyTables(reader, from: first.first)
  }

  /// Adds a part of the recording that the journal names.
  public func add(_ part: BoxPart) throws(JournalError) {
    parts += 1
    let insert = try statement(BoxSchema.writePart, "recording")
    insert.bind(1, parts)
    insert.bind(2, Int64(part.size))
    insert.bind(3, part.body)
    insert.bind(4, part.check(parts))
    try run(insert)
  }

  /// Adds what the box says about itself, waits for the disk, and gives the file its name.
  ///
  /// - Throws: ``JournalError``: ``JournalError/exists(path:)`` if a file of that name has been made
  ///   meanwhile.
  public func finish(_ facts: BoxFacts) throws(JournalError) {
    for (key, value) in facts.texts.sorted(by: { $0.key < $1.key }) {
      let insert = try statement(BoxSchema.writeFact, "box")
      insert.bind(1, key)
      insert.bind(2, value)
      try run(insert)
    }
    try sql("COMMIT")
    database = nil
    do throws(FileError) {
      try draft.finish()
    } catch {
      throw JournalError(making: error, path)
    }
  }

  // MARK: Parts

  /// Segments that are left out are forgotten ones, as after retention.
  private func copySegments(
    _ reader: JournalReader, from first: Segment, _ describe: (Segment) throws -> String
  ) throws {
    try copyRows(reader, of: "forgotten", where: "1")
    let forget = try statement("INSERT INTO forgotten VALUES (?1, ?2, ?3, ?4, ?5)", "forgotten")
    let keep = try statement(JournalSchema.writeSegment, "segment")
    for segment in try reader.segments() {
      let start = segment.start
      guard segment.id >= first.id else {
        forget.bind(1, segment.id)
        forget.bind(2, segment.first)
        forget.bind(3, start.build)
        forget.bind(4, start.begun.nanoseconds)
        forget.bind(5, start.why)
        try run(forget)
        continue
      }
      let kept = Segment(
        id: segment.id, first: segment.first,
        start: SegmentStart(
          build: start.build, begun: start.begun, why: start.why, world: try describe(segment),
          record: start.record))
      keep.bind(kept)
      try run(keep)
    }
  }

  private func copyTables(_ reader: JournalReader, from first: UInt64) throws {
    let own =
      ["segment", "batch", "checkpoint", "reserved", "property", "forgotten"] + BoxSchema.names
    let names = own.map { "'\($0)'" }.joined(separator: ", ")
    let made = try reader.rows(
      of: """
        SELECT type, name, sql FROM sqlite_schema
        WHERE type IN ('table', 'index', 'view') AND sql LIKE 'CREATE %'
          AND sql NOT LIKE 'CREATE VIRTUAL%' AND tbl_name NOT IN (\(names)) ORDER BY rowid
        """)
    for case let row in made where row.count == 3 {
      guard case .text(let type) = row[0], case .text(let name) = row[1],
        case .text(let create) = row[2]
      else { continue }
      try sql(create)
      guard type == "table" else { continue }
      try copyRows(reader, of: name, where: condition(reader, name, from: first))
    }
  }

  /// Which rows of a readable table are copied.
  private func condition(
    _ reader: JournalReader, _ table: String, from first: UInt64
  ) throws -> String {
    guard let column = BoxSchema.ends[table], try columns(reader, table).contains(column) else {
      return "1"
    }
    return "\(column) IS NULL OR \(column) >= \(first)"
  }

  /// The columns that a row is written with: those that are made from others are not among them.
  private func columns(_ reader: JournalReader, _ table: String) throws -> [String] {
    try reader.rows(of: "SELECT name FROM pragma_table_info(\(quoted(table, "'")))").compactMap {
      guard case .text(let name)? = $0.first else { return nil }
      return name
    }
  }

  private func copyRows(
    _ reader: JournalReader, of table: String, where condition: String
  ) throws {
    let columns = try columns(reader, table)
    let list = columns.map { quoted($0, "\"") }.joined(separator: ", ")
    let name = quoted(table, "\"")
    let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    let insert = try statement("INSERT INTO \(name) (\(list)) VALUES (\(places))", table)
    try reader.eachRow(of: "SELECT \(list) FROM \(name) WHERE \(condition)", table) { row in
      for place in 0..<row.columnCount { insert.bind(place + 1, row.value(place)) }
      try run(insert)
    }
  }

  private func statement(_ sql: String, _ table: String) throws(JournalError) -> Statement {
    try writing { database throws(StorageError) in
      try database.prepare(sql, .write(table: table))
    }
  }

  private func run(_ statement: Statement) throws(JournalError) {
    try writing { _ throws(StorageError) in try statement.run() }
    statement.unbind()
  }

  private func sql(_ text: String) throws(JournalError) {
    try writing { database throws(StorageError) in
      try database.run(text, .write(table: "of the black box"))
    }
  }

  private func writing<Result>(
    _ write: (Database) throws(StorageError) -> Result
  ) throws(JournalError) -> Result {
    guard let database else { preconditionFailure("the black box is finished") }
    do throws(StorageError) { return try write(database) } catch {
      throw .storage(error.named(path))
    }
  }
}

private func quoted(_ name: String, _ mark: String) -> String {
  mark + name.replacing(mark, with: mark + mark) + mark
}

extension StorageError {
  /// The same error with the name that the draft would have taken.
  fileprivate func named(_ path: String) -> StorageError {
    StorageError(attempt, path, extendedCode: extendedCode, message: message)
  }
}

extension JournalReader {
  /// Hands over the rows of a query, one after the other.
  fileprivate func eachRow(
    of sql: String, _ table: String, _ use: (Statement) throws -> Void
  ) throws {
    let statement = try reading(table, at: nil) { () throws(StorageError) in
      .success(try database.prepare(sql, .read(table: table)))
    }
    while try reading(table, at: nil, { () throws(StorageError) in .success(try statement.step()) })
    {
      try use(statement)
    }
  }
}
