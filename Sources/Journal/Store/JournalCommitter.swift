import Market

/// Writes to a journal, one transaction at a time, on the thread that calls it.
///
/// The first error of a commit, a sync or of copying the log is final: SQLite would go on, and would
/// report as written what a failed sync may have lost. Nothing is written after it, and the
/// connection is not closed.
public final class JournalCommitter {
  private enum State {
    case open(JournalFile, Statements)
    case failed(StorageError)
    case closed
  }

  public let path: String
  private let limits: CommitLimits
  private var state: State
  /// The number of the last committed input; 0 if there is none.
  public private(set) var committed: UInt64
  /// The number of the newest segment; nil if none has begun.
  public private(set) var segment: Int64?
  /// What has been written by this value.
  public private(set) var figures = CommitFigures()
  private var copiedAtPages = 0

  /// - Throws: ``JournalError``, if the file's end can't be read or is damaged.
  public init(_ file: JournalFile, limits: CommitLimits = CommitLimits()) throws(JournalError) {
    path = file.path
    self.limits = limits
    let reader = try JournalReader(file)
    let extent = try reader.extent()
    committed = extent.last
    segment = try reader.segments().last?.id
    if extent.last >= extent.first { try reader.batches(from: extent.last).checkNext() }
    do throws(StorageError) {
      state = .open(file, try Statements(file))
    } catch {
      throw .storage(error)
    }
  }

  /// Writes a group in one transaction, and its checkpoints after it. It returns when the disk has
  /// them.
  ///
  /// - Precondition: a segment has begun, in this group or before.
  public func commit(_ group: CommitGroup) throws(StorageError) {
    try write(group)
    try keepCheckpoints(of: group)
  }

  /// Writes what is no checkpoint, in one transaction.
  func write(_ group: CommitGroup) throws(StorageError) {
    guard group.hasWrites else { return }
    try once { file, statements throws(StorageError) in
      try write(group, file, statements)
    }
  }

  func keepCheckpoints(of group: CommitGroup) throws(StorageError) {
    for request in group.checkpoints {
      let made = request.make()
      try keep(
        StoredCheckpoint(
          input: committed, build: request.build, state: made.state, record: made.record))
    }
  }

  private func write(_ group: CommitGroup, _ file: JournalFile, _ statements: Statements)
    throws(StorageError)
  {
    let first = committed + 1
    var begun = segment
    try statements.begin.run()
    if let start = group.segment {
      let new = Segment(id: (segment ?? 0) + 1, first: first, start: start)
      try statements.write(new)
      begun = new.id
    }
    precondition(group.count == 0 || begun != nil, "inputs need a segment to begin from")
    if group.count > 0 {
      let written = group.body.withUnsafeBytes { bytes in
        Result { () throws(StorageError) in
          try statements.write(
            Batch(first: first, count: group.count, time: group.time, body: bytes))
        }
      }
      try written.get()
    }
    for row in group.rows { try statements.write(row) }
    for reservation in group.reservations { try statements.write(reservation) }
    try statements.commit(file.database, first, group.count)
    committed += UInt64(group.count)
    segment = begun
    figures.commits += 1
    figures.inputs += UInt64(group.count)
    figures.bytes += UInt64(group.body.count)
    figures.logPages = file.database.logPages
  }

  /// Writes a checkpoint. The last two are kept.
  public func keep(_ checkpoint: StoredCheckpoint) throws(StorageError) {
    try once { file, statements throws(StorageError) in
      try statements.begin.run()
      try statements.write(checkpoint)
      try statements.dropCheckpoints.run()
      try statements.commit(file.database, 0, 0)
      figures.checkpoints += 1
      figures.logPages = file.database.logPages
    }
  }

  /// Copies the log into the main file once it is long enough.
  ///
  /// - Parameter isBusy: something waits for the next commit. Copying is put off then, but not
  ///   beyond four times the length.
  public func copyLog(isBusy: Bool = false) throws(StorageError) {
    let pages = figures.logPages
    if pages < copiedAtPages { copiedAtPages = 0 }
    guard pages - copiedAtPages >= limits.logPages * (isBusy ? 4 : 1) else { return }
    try copyWholeLog()
  }

  private func copyWholeLog() throws(StorageError) {
    try once { file, _ throws(StorageError) in
      guard let (pages, copied) = try file.database.copyLog() else { return }
      figures.logCopies += 1
      figures.logIsHeld = copied < pages && pages >= limits.heldLogPages
      // A log that was copied whole begins again from its start; another is tried again later.
      copiedAtPages = pages
    }
  }

  /// Copies what is left of the log into the main file and closes it.
  public func close() throws(StorageError) {
    try copyWholeLog()
    state = .closed
  }

  /// Why nothing is written any more; nil as long as all went well.
  public var failure: StorageError? {
    guard case .failed(let error) = state else { return nil }
    return error
  }

  /// Runs what may fail once.
  private func once(
    _ act: (JournalFile, Statements) throws(StorageError) -> Void
  ) throws(StorageError) {
    switch state {
    case .failed(let error): throw error
    case .closed:
      preconditionFailure("the journal is closed")
    case .open(let file, let statements):
      do throws(StorageError) {
        try act(file, statements)
      } catch {
        file.database.abandon()
        state = .failed(error)
        throw error
      }
    }
  }
}

extension JournalCommitter {
  /// Gives up the segments before one, with their inputs and checkpoints. The readable tables stay.
  ///
  /// The inputs are deleted in slices, by ``forgetSlice()``, so that commits wait for none of them
  /// long. Until then, and after a kill, readers don't see them.
  public func forget(before segment: Int64) throws(StorageError) {
    try once { file, statements throws(StorageError) in
      try file.database.run(
        """
        BEGIN IMMEDIATE;
        INSERT INTO forgotten SELECT id, first, build, begun, why FROM segment
          WHERE id < min(\(segment), (SELECT max(id) FROM segment));
        DELETE FROM segment WHERE id IN (SELECT id FROM forgotten);
        DELETE FROM checkpoint WHERE input + 1 < (SELECT min(first) FROM segment);
        COMMIT;
        """, .forget)
      figures.logPages = file.database.logPages
    }
  }

  /// Deletes up to 64 batches that no segment has any more, and gives their space back to the disk.
  ///
  /// - Returns: whether there may be more.
  public func forgetSlice() throws(StorageError) -> Bool {
    var isMore = false
    try once { file, statements throws(StorageError) in
      try file.database.run(
        """
        BEGIN IMMEDIATE;
        DELETE FROM batch WHERE first IN (
          SELECT first FROM batch WHERE first < (SELECT min(first) FROM segment)
          ORDER BY first LIMIT 64);
        """, .forget)
      isMore = file.database.lastChanges > 0
      try file.database.run("COMMIT", .forget)
      try file.database.run("PRAGMA incremental_vacuum(1024)", .forget)
      figures.logPages = file.database.logPages
    }
    return isMore
  }
}
