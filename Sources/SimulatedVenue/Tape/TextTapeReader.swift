import Market

/// Reads a text tape in chunks: the header's lines one by one, then the data.
struct TextTapeReader: ~Copyable {
  private let path: String
  private let options: TapeImportOptions
  private var header = TextTapeHeader()
  /// Whether the first bytes have been seen.
  private(set) var hasBegun = false
  private var hasData = false
  private var builder = ChangeBuilder(after: 0, tick: nil, step: nil)

  /// The byte order mark that some editors put before UTF-8; it is ignored.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(path: String, options: TapeImportOptions) {
    self.path = path
    self.options = options
  }

  /// Takes the whole lines of a chunk and returns their length in bytes.
  ///
  /// There must be room behind the chunk to read a word at its last byte.
  mutating func take(_ text: UnsafeBufferPointer<UInt8>) throws(TapeError) -> Int {
    guard let start = text.baseAddress else { return 0 }
    // The first bytes from a pipe may be less than a mark.
    if !hasBegun, text.count >= 3 || text.contains(UInt8(ascii: "\n")) {
      hasBegun = true
      if text.starts(with: TextTapeReader.byteOrderMark) {
        let rest = UnsafeBufferPointer(rebasing: text.dropFirst(3))
        return try take(rest) + 3
      }
    }
    let count = (text.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    try takeLines(start, to: start + count)
    guard text.count - count <= LineFault.longestLine else {
      let rest = UnsafeBufferPointer(rebasing: text[count...])
      try checkFirst(rest)
      throw bad(.lineTooLong, line: nextLine, rest)
    }
    return count
  }

  private mutating func takeLines(_ start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>)
    throws(TapeError)
  {
    var cursor = start
    if !hasData { try takeHeader(&cursor, to: end) }
    guard cursor < end else { return }
    do throws(LineFault) {
      try builder.take(&cursor, to: end)
    } catch {
      throw bad(error, line: nextLine - 1, UnsafeBufferPointer(start: cursor, count: end - cursor))
    }
  }

  /// The number of the next line to be taken.
  private var nextLine: Int { (hasData ? builder.line : header.lines) + 1 }

  /// Takes header lines; the first other line ends the header.
  private mutating func takeHeader(
    _ cursor: inout UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) throws(TapeError) {
    while cursor < end {
      let rest = UnsafeBufferPointer(start: cursor, count: end - cursor)
      try checkFirst(rest)
      let line = TextTapeReader.line(of: rest)
      guard !line.allSatisfy(TextTapeReader.isBlank) else {
        header.takeBlank()
        cursor += line.count + 1
        continue
      }
      guard cursor.pointee == UInt8(ascii: "#") else { return try beginData(rest) }
      guard line.count <= LineFault.longestLine else {
        throw bad(.lineTooLong, line: nextLine, rest)
      }
      do throws(TextTapeHeader.Fault) {
        try header.take(line)
      } catch {
        throw badLine(header.lines, rest, error.what)
      }
      cursor += line.count + 1
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte)
  }

  /// Refuses a file that begins with neither `#` nor a digit nor a blank line: it is no tape.
  private func checkFirst(_ rest: UnsafeBufferPointer<UInt8>) throws(TapeError) {
    guard nextLine == 1, let first = rest.first else { return }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let isBlank = first == UInt8(ascii: "\n") || TextTapeReader.isBlank(first)
    guard isBlank || first == UInt8(ascii: "#") || digits.contains(first) else {
      throw .notATape(path: path)
    }
  }

  private mutating func beginData(_ rest: UnsafeBufferPointer<UInt8>) throws(TapeError) {
    guard header.hasFormat else {
      throw badLine(
        header.lines + 1, rest,
        "before the first line of data there must be the header line "
          + "\"# format: \(TextTapeHeader.format)\"")
    }
    hasData = true
    builder = ChangeBuilder(
      after: header.lines, tick: options.tick ?? header.tick, step: options.step ?? header.step,
      unit: TimeUnit(atBeginOf: rest))
  }

  // MARK: The end

  /// Makes the tape after all of the text was taken.
  mutating func finish(_ origin: TapeOrigin) throws(TapeError) -> Tape {
    guard header.lines > 0 || hasData else { throw .empty(path: path) }
    if let what = header.contract.objection {
      throw .badOption(path: path, option: "contract", what: what)
    }
    guard header.hasFormat else {
      throw .badLine(
        path: path, line: header.lines, excerpt: "",
        what: "there is no header line \"# format: \(TextTapeHeader.format)\"")
    }
    do throws(LineFault) {
      try builder.finish()
    } catch {
      throw badLine(nextLine - 1, UnsafeBufferPointer(start: nil, count: 0), sentence(error))
    }
    if builder.unit != .nanoseconds { header.remark(TapeNotices.times(in: builder.unit)) }
    let facts = try tapeHeader()
    var notices = header.notices + TapeNotices.inferred(facts)
    if builder.unit != .nanoseconds { notices.append(TapeNotices.times(in: builder.unit)) }
    let memory = builder.records.release()
    guard !memory.bytes.isEmpty else { throw .noData(path: path) }
    return Tape(memory, header: facts, origin: origin, notices: notices)
  }

  /// The header; counts and times are filled in later.
  private func tapeHeader() throws(TapeError) -> TapeHeader {
    var stated = Instrument(
      symbol: header.symbol, venue: header.venue, tick: builder.prices.unit,
      step: builder.sizes.unit,
      makerFee: header.makerFee ?? .zero, takerFee: header.takerFee ?? .zero)
    var over = options
    over.minimumNotional = options.minimumNotional ?? header.minimumNotional
    stated = try over.applied(to: stated, path: path)
    var counts = TapeCounts()
    counts.roundedTrades = builder.roundedTrades
    counts.roundedSizes = builder.roundedSizes
    counts.droppedTrades = builder.droppedTrades
    return TapeHeader(
      instrument: stated, tickIsInferred: builder.prices.isInferred,
      stepIsInferred: builder.sizes.isInferred, provenance: header.provenance,
      counts: counts, firstTime: .distantPast, lastTime: .distantPast, checksum: 0)
  }

  // MARK: Faults

  private func bad(_ fault: LineFault, line: Int, _ rest: UnsafeBufferPointer<UInt8>) -> TapeError {
    guard fault != .outOfMemory else { return .outOfMemory(path: path) }
    let text = TextTapeReader.line(of: rest)
    let fields = text.reduce(1) { $0 + ($1 == UInt8(ascii: ",") ? 1 : 0) }
    let isHeader = text.first == UInt8(ascii: "#")
    // The plainest fault is reported, whatever the reader stopped at.
    let plainest: LineFault =
      if text.count > LineFault.longestLine {
        .lineTooLong
      } else if isHeader {
        .lateHeader
      } else if fields != 6 {
        .fieldCount(text.isEmpty ? 0 : fields)
      } else {
        fault
      }
    return badLine(line, rest, sentence(plainest))
  }

  private func sentence(_ fault: LineFault) -> String {
    fault.sentence(tick: builder.prices.unit.description)
  }

  private func badLine(_ line: Int, _ rest: UnsafeBufferPointer<UInt8>, _ what: String)
    -> TapeError
  {
    let excerpt = CleanText.cleaned(TextTapeReader.line(of: rest), limit: 80)
    return .badLine(path: path, line: line, excerpt: excerpt, what: what)
  }

  /// The first line of a text, without its end.
  private static func line(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text.prefix { $0 != UInt8(ascii: "\n") })
  }
}
