extension Engine {
  /// The whole engine by name: its settings, all it knows and all it waits for.
  public var record: EngineRecord {
    do {
      return EngineRecord(
        version: EngineRecord.currentVersion, state: try RecordEncoder.tree(of: self))
    } catch {
      preconditionFailure("a value of the engine's state can't be recorded: \(error)")
    }
  }

  /// The engine that a record was made of: it continues exactly as that one would have.
  ///
  /// - Throws: ``RecordError`` with the place in the record and what is wrong there.
  public init(record: EngineRecord) throws(RecordError) {
    try self.init(record: record, migrations: RecordMigration.all)
  }

  init(record: EngineRecord, migrations: [RecordMigration]) throws(RecordError) {
    self = try RecordDecoder.value(Engine.self, of: record.currentState(migrations))
    guard orders.live.findsAll else {
      throw RecordError(.refused("an order is not where its id leads"), at: "orders.live")
    }
  }
}
