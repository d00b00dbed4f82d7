import Foundation
import Journal
import Market
import Testing

@testable import Session

/// Writes to a journal at once, on the thread that hands over.
final class CommittingSink: JournalSink, @unchecked Sendable {
  private let committer: JournalCommitter
  private(set) var failure: StorageError?
  /// The batches so far: the number of the last input of each.
  private(set) var ends: [UInt64] = []

  init(_ path: String) throws {
    committer = try JournalCommitter(JournalFile(path, .openOrNew, layout: TableKeeper.layout))
  }

  var committed: UInt64 { committer.committed }

  func append(_ bytes: [UInt8], count: Int, time: Instant, rows: [RowWrite]) {
    var group = CommitGroup()
    bytes.withUnsafeBytes { group.append($0, count: count, time: time, rows: rows) }
    commit(group)
    ends.append(committed)
  }

  func begin(_ start: SegmentStart) {
    var group = CommitGroup()
    group.begin(start)
    commit(group)
  }

  func keep(_ checkpoint: StoredCheckpoint) {
    do throws(StorageError) { try committer.keep(checkpoint) } catch { failure = error }
  }

  private func commit(_ group: CommitGroup) {
    do throws(StorageError) { try committer.commit(group) } catch { failure = error }
  }

  func close() {
    do throws(StorageError) { try committer.close() } catch { failure = error }
  }
}

/// A folder that goes away with the value.
final class JournalFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("rung-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  deinit {
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      Issue.record("\(error)")
    }
  }
}
