/// The prepared statements that write to a journal.
struct Statements {
  let begin: Statement
  let dropCheckpoints: Statement
  private let end: Statement
  private let segment: Statement
  private let batch: Statement
  private let checkpoint: Statement
  private let reserve: Statement
  private let rows: [Statement]

  init(_ file: JournalFile) throws(StorageError) {
    let database = file.database
    begin = try database.prepare("BEGIN IMMEDIATE", .begin)
    end = try database.prepare("COMMIT", .commit(first: 0, count: 0))
    segment = try database.prepare(JournalSchema.writeSegment, .write(table: "segment"))
    batch = try database.prepare(JournalSchema.writeBatch, .write(table: "batch"))
    checkpoint = try database.prepare(JournalSchema.writeCheckpoint, .write(table: "checkpoint"))
    dropCheckpoints = try database.prepare(
      JournalSchema.dropCheckpoints, .write(table: "checkpoint"))
    reserve = try database.prepare(JournalSchema.reserve, .write(table: "reserved"))
    rows = try file.layout.statements.map { (sql) throws(StorageError) in
      try database.prepare(sql, .write(table: Statements.table(of: sql)))
    }
  }

  /// The table that a statement writes to, for messages.
  private static func table(of sql: String) -> String {
    let words = sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let before = words.firstIndex { ["INTO", "UPDATE", "FROM"].contains($0.uppercased()) }
    guard let before, before + 1 < words.count else { return "of rows" }
    return String(words[before + 1])
  }

  func write(_ new: Segment) throws(StorageError) {
    segment.bind(new)
    try segment.run()
    segment.unbind()
  }

  func write(_ new: Batch) throws(StorageError) {
    batch.bind(new)
    try batch.run()
    batch.unbind()
  }

  func write(_ new: StoredCheckpoint) throws(StorageError) {
    checkpoint.bind(1, new.input)
    checkpoint.bind(2, new.build)
    checkpoint.bind(3, new.state)
    checkpoint.bind(4, new.record)
    checkpoint.bind(5, new.check)
    try checkpoint.run()
    checkpoint.unbind()
  }

  func write(_ new: Reservation) throws(StorageError) {
    reserve.bind(1, new.kind)
    reserve.bind(2, new.until)
    try reserve.run()
  }

  /// - Precondition: the row's statement is one of the layout.
  func write(_ row: RowWrite) throws(StorageError) {
    let statement = rows[row.statement]
    for (place, value) in row.values.enumerated() { statement.bind(Int32(place) + 1, value) }
    try statement.run()
    statement.unbind()
  }

  /// Ends the transaction. An error names the inputs that it was to write.
  func commit(_ database: Database, _ first: UInt64, _ count: Int) throws(StorageError) {
    do throws(StorageError) {
      try end.run()
    } catch {
      throw StorageError(
        .commit(first: first, count: count), error.path, extendedCode: error.extendedCode,
        message: error.message)
    }
  }
}

extension Statement {
  /// Binds what ``JournalSchema/writeSegment`` writes.
  func bind(_ new: Segment) {
    bind(1, new.id)
    bind(2, new.first)
    bind(3, new.start.build)
    bind(4, new.start.begun.nanoseconds)
    bind(5, new.start.why)
    bind(6, new.start.world)
    bind(7, new.start.record)
    bind(8, new.check)
  }

  /// Binds what ``JournalSchema/writeBatch`` writes. The body stays where it is until the statement
  /// has run.
  func bind(_ new: Batch) {
    bind(1, new.first)
    bind(2, Int64(new.count))
    bind(3, new.time.nanoseconds)
    bind(4, unmoved: new.body)
    bind(5, new.check)
  }
}
