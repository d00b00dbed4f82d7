import Configuration
import Engine
import Journal
import Market
import Session
import SimulatedVenue

/// Writes a black box: one file with the end of a journal and all that another Rung needs to open,
/// repeat and step it, without what tells whose machine it comes from.
struct BlackBox {
  /// From where on the journal is copied. A copy begins where a segment does.
  enum Start {
    /// The last ten minutes at least.
    case recent
    case beginning
    case moment(Instant)
  }

  /// Where the screen in the box comes from.
  enum Screen {
    /// The operator's own.
    case shown(String)
    /// Drawn of the copied inputs after their last.
    case repeated
  }

  /// What was written.
  struct Written {
    let path: String
    let inputs: ClosedRange<UInt64>
    let segments: Int
    /// The number of updates of the recording that it holds; nil if it needs none.
    let updates: Int?
    /// Why the copied inputs can't be repeated to their end here; nil if they can, or if that was
    /// not tried.
    let problem: String?
  }

  /// The least length of what is copied, in nanoseconds.
  private static let recent: Int64 = 600_000_000_000

  private let journal: OpenedJournal
  private let names: LocalNames
  private let market: SegmentMarket

  init(of journal: OpenedJournal, _ names: LocalNames = .own) throws(CommandFailure) {
    self.journal = journal
    self.names = names
    market = try journal.market
  }

  /// Writes the box. The journal may be written meanwhile: what was committed at one moment is
  /// copied.
  ///
  /// - Parameters:
  ///   - path: a file that must not be there yet.
  ///   - occasion: who asked for it.
  func write(
    to path: String, from start: Start, _ screen: Screen, occasion: String
  ) throws(CommandFailure) -> Written {
    try readingJournal {
      try journal.reader.reading(asOfNow: { try copy(to: path, from: start, screen, occasion) })
    }
  }

  private func copy(
    to path: String, from start: Start, _ screen: Screen, _ occasion: String
  ) throws -> Written {
    let reader = journal.reader
    let segments = try reader.segments()
    let extent = try reader.extent()
    guard let newest = segments.last, extent.last >= extent.first else {
      throw RecordError.isEmpty(path: reader.path)
    }
    let last = try reader.lastTime() ?? newest.start.begun
    let first = first(of: segments, start, last)
    let box = try BlackBoxWriter(path)
    let run = try description(of: newest)
    var problem: String?
    let text: String
    switch screen {
    case .shown(let screen): text = names.plain(screen)
    case .repeated:
      let drawn = try draw(from: first, run)
      (text, problem) = (names.plain(drawn.text), drawn.problem)
    }
    try box.copy(reader, from: first) { try description(of: $0).text }
    var facts = [
      "occasion": occasion, "made": wallTime().utcText(fractionDigits: 0),
      "build": Version.build, "journal": names.fileName(reader.path),
      "first_input": "\(first.first)", "last_input": "\(extent.last)",
      "last_moment": last.utcText(), "screen": text,
      "configuration": run.configuration.commentedText,
    ]
    let slice = try recording(from: first, through: last)
    if let slice {
      try slice.tape.pack { try box.add(BoxPart(size: $0.size, body: $0.bytes)) }
      facts["recording_skipped"] = "\(slice.skipped)"
      facts["recording_updates"] = "\(slice.tape.header.counts.updates)"
    }
    try box.finish(BoxFacts(facts))
    return Written(
      path: path, inputs: first.first...max(first.first, extent.last),
      segments: segments.count { $0.id >= first.id },
      updates: slice?.tape.header.counts.updates, problem: problem)
  }

  /// The segment that the copy begins with: the newest that is old enough, or the first one.
  private func first(of segments: [Segment], _ start: Start, _ last: Instant) -> Segment {
    let moment: Instant =
      switch start {
      case .recent: last.advanced(byNanoseconds: -BlackBox.recent)
      case .beginning: .distantPast
      case .moment(let moment): moment
      }
    return segments.last { $0.start.begun <= moment } ?? segments[0]
  }

  private func description(of segment: Segment) throws -> RunDescription {
    try RunDescription(text: segment.start.world, of: journal.reader.path).plain(names)
  }

  /// What the copied inputs need of the recording, and how many of its updates are before that; nil
  /// if they name none.
  private func recording(
    from first: Segment, through last: Instant
  ) throws -> (tape: Tape, skipped: Int)? {
    guard let source = try market(first), let tape = source.source.tape else { return nil }
    let slice = TapeSlice(tape, from: source.place - source.skipped, through: last)
    let told = slice.provenance
    let made = slice.made(
      TapeProvenance(
        source: names.plain(told.source), licence: names.plain(told.licence),
        notes: names.plain(told.notes)))
    return (made, slice.skipped + source.skipped)
  }

  /// The screen after the last input.
  private func draw(
    from first: Segment, _ run: RunDescription
  ) throws -> (text: String, problem: String?) {
    var world = try JournalWorld(journal.reader, from: first.id, market: market)
    world.run()
    let problem =
      world.problem
      ?? world.divergence.map { "input \($0.input) causes something else than it did" }
    let located = LocatedConfiguration(
      configuration: run.configuration, path: names.fileName(journal.reader.path))
    return (
      StepCommand.text(Timeline(world), located, nil, StepCommand.usualSize), problem
    )
  }
}

extension RunDescription {
  /// The same run without paths: of each only the file's name is left.
  fileprivate func plain(_ names: LocalNames) -> RunDescription {
    var plain = self
    plain.configuration.console.keymap = nil
    if case .file = configuration.log.destination {
      plain.configuration.log.destination = .standard
    }
    switch market {
    case .tape(let path, let checksum, let updates):
      plain.market = .tape(path: names.fileName(path), checksum: checksum, updates: updates)
    case .told(let source, let run):
      plain.market = .told(by: names.fileName(source), run: run)
    case .generated: break
    }
    return plain
  }
}
