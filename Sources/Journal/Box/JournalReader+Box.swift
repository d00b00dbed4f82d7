import CSQLite

extension JournalReader {
  /// Does something while what is read stays as it is now, whatever a writer adds meanwhile. The
  /// writer does not wait.
  public func reading<Result>(asOfNow act: () throws -> Result) throws -> Result {
    try begin()
    defer { sqlite3_exec(database.handle, "COMMIT", nil, nil, nil) }
    return try act()
  }

  private func begin() throws(JournalError) {
    do throws(StorageError) {
      try database.run("BEGIN", .query)
      // The first read decides what is seen from here on.
      _ = try database.integer(of: "SELECT count(*) FROM segment", .read(table: "segment"))
    } catch {
      throw .storage(error)
    }
  }

  /// What a black box says about itself; nil if the journal is none.
  public func box() throws(JournalError) -> BoxFacts? {
    let tables = try rows(of: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'box'")
    guard !tables.isEmpty else { return nil }
    var facts = BoxFacts([:])
    for row in try rows(of: "SELECT key, value FROM box") {
      guard row.count == 2, case .text(let key) = row[0], case .text(let value) = row[1] else {
        continue
      }
      facts.texts[key] = value
    }
    return facts
  }

  /// The parts of the recording in a black box, in their order.
  public func boxParts() throws(JournalError) -> [BoxPart] {
    try reading("recording", at: nil) { () throws(StorageError) in
      let statement = try database.prepare(BoxSchema.readParts, .read(table: "recording"))
      var parts: [BoxPart] = []
      while try statement.step() {
        let part = BoxPart(size: Int(statement.integer(1)), body: [UInt8](statement.bytes(2)))
        guard part.check(statement.integer(0)) == statement.integer(3) else {
          return .failure(.checksum, at: UInt64(bitPattern: statement.integer(0)))
        }
        parts.append(part)
      }
      return .success(parts)
    }
  }
}
