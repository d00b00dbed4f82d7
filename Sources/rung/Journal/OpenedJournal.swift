import Journal
import Options
import Output
import Session
import SimulatedVenue

/// A journal that is read, with the markets that its segments name.
struct OpenedJournal {
  let reader: JournalReader
  /// Where a recording is that is no longer where the journal says.
  private let moved: String?

  /// - Parameter moved: where the recording is that the journal names; nil if it has not moved.
  init(_ path: String, moved: String? = nil) throws(CommandFailure) {
    do throws(JournalError) {
      reader = try JournalReader(path)
    } catch {
      throw CommandFailure(error)
    }
    self.moved = moved
  }

  /// Finds the market of a segment, and the number of updates before it.
  var market: SegmentMarket {
    let (moved, path) = (moved, reader.path)
    return { segment in
      let run = try RunDescription(text: segment.start.world, of: path)
      return try run.source(moved: moved).map { ($0, run.place) }
    }
  }

  /// The record from its first input on.
  func world() throws(CommandFailure) -> JournalWorld {
    try readingJournal { try JournalWorld(reader, market: market) }
  }

  var segments: [Segment] {
    get throws(CommandFailure) { try readingJournal { try reader.segments() } }
  }

  /// The builds that wrote it, in order.
  var builds: [String] {
    get throws(CommandFailure) {
      var all: [String] = []
      for build in try segments.map(\.start.build) where !all.contains(build) { all.append(build) }
      return all
    }
  }

  /// Says which build recorded it, if it was another one.
  func tellOtherBuilds() throws(CommandFailure) {
    let others = try builds.filter { $0 != Version.build }
    guard !others.isEmpty else { return }
    complain(
      "\(reader.path): recorded by \(others.joined(separator: " and ")); this is \(Version.build),"
        + " which may decide otherwise")
  }
}

/// Whether a file is a journal, by its first bytes.
func isJournal(_ path: String) -> Bool {
  guard path != "-" else { return false }
  do throws(FileError) {
    return try firstBytes(of: path, count: 16) == Array("SQLite format 3\0".utf8)
  } catch {
    // Whoever opens it as something else says what is wrong.
    return false
  }
}

/// Turns what can go wrong with a journal into a failure of the command.
func readingJournal<Result>(_ read: () throws -> Result) throws(CommandFailure) -> Result {
  do {
    return try read()
  } catch let error as CommandFailure {
    throw error
  } catch let error as JournalError {
    throw CommandFailure(error)
  } catch {
    throw CommandFailure(.disk, "\(error)")
  }
}

extension CommandFailure {
  /// The failure for a journal that can't be opened or read: wrong usage if the name is wrong, a
  /// failure of the disk otherwise.
  init(_ error: JournalError) {
    let code: ExitCode =
      switch error {
      case .missing, .missingFolder, .exists, .notAJournal, .otherFormat, .newerTables,
        .noPermission, .forgotten:
        .usage
      case .readOnlyDisk, .damaged, .storage: .disk
      }
    self.init(code, "\(error)")
  }
}
