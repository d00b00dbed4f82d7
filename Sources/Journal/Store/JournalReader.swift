import CSQLite
import Market

/// Reads a journal, also while it is being written.
///
/// Each call reads what was committed when it began. Every checksum is checked.
public final class JournalReader {
  let file: JournalFile
  var database: Database { file.database }
  public var path: String { file.path }

  /// Opens a journal that is not written to through this reader.
  public convenience init(_ path: String) throws(JournalError) {
    try self.init(try JournalFile(path, .read))
  }

  /// Reads through a file that is open already, on the same thread.
  public init(_ file: JournalFile) throws(JournalError) { self.file = file }

  /// Which inputs a journal holds.
  public struct Extent: Equatable, Sendable {
    /// The number of the first input that is kept, or will be.
    public let first: UInt64
    /// The number of the last committed input; `first - 1` if there is none.
    public let last: UInt64
  }

  /// Finds the first and the last input, and checks that they fit the segments and checkpoints.
  public func extent() throws(JournalError) -> Extent {
    // One transaction, so that a writer beside it changes nothing between the queries.
    try run("SAVEPOINT extent")
    defer { leave("RELEASE extent") }
    return try currentExtent()
  }

  private func run(_ sql: String) throws(JournalError) {
    do throws(StorageError) { try database.run(sql, .query) } catch { throw .storage(error) }
  }

  /// Ends a transaction that has only read: that can't fail in a way that matters.
  private func leave(_ sql: String) { sqlite3_exec(database.handle, sql, nil, nil, nil) }

  private func currentExtent() throws(JournalError) -> Extent {
    let all = try segments()
    return try reading("batch", at: nil) { () throws(StorageError) in
      let oldest = try database.integer(of: Self.oldestBatch, .read(table: "batch"))
      guard let first = all.first?.first else {
        return oldest == nil ? .success(Extent(first: 1, last: 0)) : .failure(.noSegment)
      }
      let last = try database.integer(of: Self.lastInput, .read(table: "batch"))
      let known = try database.integer(of: Self.knownInput, .read(table: "checkpoint"))
      let end = last.map(UInt64.init(bitPattern:)) ?? first - 1
      if let known = known.map(UInt64.init(bitPattern:)), known > end {
        return .failure(.missingTail(known: known))
      }
      if let oldest = oldest.map(UInt64.init(bitPattern:)), oldest != first {
        return .failure(.hole(found: oldest))
      }
      return .success(Extent(first: first, last: end))
    }
  }

  private static let oldestBatch = """
    SELECT min(first) FROM batch WHERE first >= (SELECT coalesce(min(first), 0) FROM segment)
    """
  private static let lastInput = """
    SELECT first + count - 1 FROM batch
    WHERE first >= (SELECT min(first) FROM segment) ORDER BY first DESC LIMIT 1
    """
  private static let knownInput = """
    SELECT max(coalesce((SELECT max(input) FROM checkpoint), 0),
      coalesce((SELECT max(first) - 1 FROM segment), 0))
    """

  /// The moment of the last input; nil if there is none.
  public func lastTime() throws(JournalError) -> Instant? {
    try reading("batch", at: nil) { () throws(StorageError) in
      .success(
        try database.integer(
          of: "SELECT time FROM batch ORDER BY first DESC LIMIT 1", .read(table: "batch")
        ).map(Instant.init(nanoseconds:)))
    }
  }

  /// The segments that are kept, oldest first.
  public func segments() throws(JournalError) -> [Segment] {
    try reading("segment", at: nil) { () throws(StorageError) in
      let statement = try database.prepare(JournalSchema.readSegments, .read(table: "segment"))
      var all: [Segment] = []
      while try statement.step() {
        let segment = Segment(statement)
        guard segment.check == statement.integer(7) else {
          return .failure(.checksum, at: UInt64(bitPattern: segment.id))
        }
        all.append(segment)
      }
      return .success(all)
    }
  }

  /// The newest checkpoint at or before an input; nil if there is none.
  ///
  /// - Parameter build: the build that must have written it; nil for any.
  public func checkpoint(atOrBefore input: UInt64 = .max, of build: String? = nil)
    throws(JournalError) -> StoredCheckpoint?
  {
    try reading("checkpoint", at: nil) { () throws(StorageError) in
      let statement = try database.prepare(
        JournalSchema.readCheckpoint, .read(table: "checkpoint"))
      statement.bind(1, input)
      statement.bind(2, build)
      guard try statement.step() else { return .success(nil) }
      let checkpoint = StoredCheckpoint(statement)
      guard checkpoint.check == statement.integer(4) else {
        return .failure(.checksum, at: checkpoint.input)
      }
      return .success(checkpoint)
    }
  }

  /// The numbers reserved ahead, in the order of their kinds.
  public func reservations() throws(JournalError) -> [Reservation] {
    try reading("reserved", at: nil) { () throws(StorageError) in
      let statement = try database.prepare(
        "SELECT kind, until FROM reserved ORDER BY kind", .read(table: "reserved"))
      var all: [Reservation] = []
      while try statement.step() {
        all.append(
          Reservation(
            kind: statement.text(0) ?? "", until: UInt64(bitPattern: statement.integer(1))))
      }
      return .success(all)
    }
  }

  /// Whether there are batches left of segments that were given up.
  func hasForgottenBatches() throws(JournalError) -> Bool {
    try reading("batch", at: nil) { () throws(StorageError) in
      let sql = "SELECT 1 FROM batch WHERE first < (SELECT min(first) FROM segment) LIMIT 1"
      return .success(try database.integer(of: sql, .read(table: "batch")) != nil)
    }
  }

  /// The batches from the one on that holds an input.
  public func batches(from input: UInt64) throws(JournalError) -> BatchCursor {
    try BatchCursor(self, from: input)
  }

  /// The rows of a query, for reports and checks. A number that is no integer comes as its text.
  public func rows(of sql: String) throws(JournalError) -> [[SQLValue]] {
    try reading("sqlite_schema", at: nil) { () throws(StorageError) in
      let statement = try database.prepare(sql, .query)
      var rows: [[SQLValue]] = []
      while try statement.step() {
        rows.append((0..<statement.columnCount).map(statement.value))
      }
      return .success(rows)
    }
  }
}

extension JournalReader {
  /// What a read found: a result, or damage.
  enum Finding<Result> {
    case success(Result)
    case failure(JournalDamage.Finding, at: UInt64?)

    static func failure(_ finding: JournalDamage.Finding) -> Self { .failure(finding, at: nil) }
  }

  /// Turns what a read found into a result or an error that names the place.
  func reading<Result>(
    _ table: String, at number: UInt64?,
    _ read: () throws(StorageError) -> Finding<Result>
  ) throws(JournalError) -> Result {
    let found: Finding<Result>
    do throws(StorageError) {
      found = try read()
    } catch {
      guard error.isDamage else { throw .storage(error) }
      throw .damaged(damage(table, .structure(extendedCode: error.extendedCode), at: number))
    }
    switch found {
    case .success(let result): return result
    case .failure(let finding, let place): throw .damaged(damage(table, finding, at: place))
    }
  }

  private func damage(_ table: String, _ finding: JournalDamage.Finding, at number: UInt64?)
    -> JournalDamage
  {
    JournalDamage(
      path, table: table, finding, at: number,
      place: number.flatMap { place(of: Int64(bitPattern: $0), in: table) })
  }

  /// The place of a row in the main file; nil if it can't be found there.
  private func place(of row: Int64, in table: String) -> JournalDamage.Place? {
    let root: Int64?
    do throws(StorageError) {
      root = try database.integer(
        of: "SELECT rootpage FROM sqlite_schema WHERE name = '\(table)'", .query)
    } catch {
      // The damage is reported without its place.
      return nil
    }
    return root.flatMap { root in
      TableFile.with(path) { $0?.place(of: row, root: Int(root)) }
    }
  }
}

extension Segment {
  fileprivate init(_ row: Statement) {
    id = row.integer(0)
    first = UInt64(bitPattern: row.integer(1))
    start = SegmentStart(
      build: row.text(2) ?? "", begun: Instant(nanoseconds: row.integer(3)),
      why: row.text(4) ?? "", world: row.text(5) ?? "", record: row.text(6))
  }
}

extension StoredCheckpoint {
  fileprivate init(_ row: Statement) {
    input = UInt64(bitPattern: row.integer(0))
    build = row.text(1) ?? ""
    state = [UInt8](row.bytes(2))
    record = row.text(3)
  }
}
