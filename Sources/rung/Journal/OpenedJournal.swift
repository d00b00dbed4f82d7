import Engine
import Journal
import Market
import Options
import Output
import Screen
import Session
import SimulatedVenue

/// A journal that is read, with the markets that its segments name.
struct OpenedJournal {
  let reader: JournalReader
  /// What the journal says about itself as a black box; nil if it is none.
  let box: BoxFacts?
  /// Where a recording is that is no longer where the journal says.
  private let moved: String?
  private let tellsNotices: Bool

  /// - Parameters:
  ///   - moved: where the recording is that the journal names; nil if it has not moved.
  ///   - tellsNotices: whether the recording's notices are printed to standard error.
  init(_ path: String, moved: String? = nil, tellsNotices: Bool = true) throws(CommandFailure) {
    do throws(JournalError) {
      reader = try JournalReader(path)
      box = try reader.box()
    } catch {
      throw CommandFailure(error)
    }
    self.moved = moved
    self.tellsNotices = tellsNotices
  }

  /// Finds the market of a segment.
  var market: SegmentMarket {
    get throws(CommandFailure) {
      let (moved, path, tellsNotices) = (moved, reader.path, tellsNotices)
      // A black box holds the updates that its inputs name.
      let (held, skipped) = (try moved == nil ? heldRecording : nil, box?.skippedUpdates ?? 0)
      return { segment in
        let run = try RunDescription(text: segment.start.world, of: path)
        if let held, case .tape = run.market {
          return SegmentSource(.tape(held), place: run.place, skipped: skipped)
        }
        return try run.source(moved: moved, tellsNotices: tellsNotices)
          .map { SegmentSource($0, place: run.place) }
      }
    }
  }

  /// The recording in a black box; nil if there is none.
  private var heldRecording: Tape? {
    get throws(CommandFailure) {
      guard box?.skippedUpdates != nil else { return nil }
      let parts = try readingJournal { try reader.boxParts() }
      do throws(TapeError) {
        return try Tape(
          unpacking: parts.map { PackedTapePart(size: $0.size, bytes: $0.body) }, from: reader.path)
      } catch {
        throw CommandFailure(.disk, error.description)
      }
    }
  }

  /// The record from its first input on.
  func world() throws(CommandFailure) -> JournalWorld {
    let market = try market
    return try readingJournal { try JournalWorld(reader, market: market) }
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

  /// How its last process ended. It is read before this process writes anything.
  var ending: RecordEnding {
    get throws(CommandFailure) {
      let (checkpoint, last) = try readingJournal {
        (try reader.checkpoint()?.input, try reader.extent().last)
      }
      let build = try segments.last?.start.build
      return RecordEnding(
        wasClosed: checkpoint == last, otherBuild: build == Version.build ? nil : build)
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

/// Refuses to go on with the run of a black box: it is a copy, and its run has gone on since.
func refuseBox(_ path: String) throws(CommandFailure) {
  guard isJournal(path), try OpenedJournal(path).box != nil else { return }
  throw CommandFailure(
    .usage,
    "\(path): a black box is there to look at, and its run can't be continued: rung run \(path)")
}

/// How the last process that wrote a journal ended.
struct RecordEnding {
  /// Nothing was added after its last checkpoint. Otherwise it was killed, or it crashed.
  let wasClosed: Bool
  /// The build that wrote it; nil if it was this one.
  let otherBuild: String?

  /// What the restart assistant shows of it.
  ///
  /// - Parameters:
  ///   - engine: the engine as of the last recorded input.
  ///   - moment: when the run goes on, by the market's clock.
  func facts(_ engine: Engine, continuedAt moment: Instant) -> RestartFacts {
    RestartFacts(
      ended: engine.lastTime, continued: moment, wasClosed: wasClosed, otherBuild: otherBuild,
      recorded: engine.snapshot())
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
