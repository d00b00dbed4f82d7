import Market

/// A description of a tape, line by line: the text of `rung tape info`.
public struct TapeSummary: Sendable {
  /// A name and its value.
  public struct Entry: Equatable, Sendable {
    public let name: String
    public let value: String
  }

  public let entries: [Entry]

  public init(_ tape: Tape) {
    entries =
      TapeSummary.file(tape) + TapeSummary.instrument(tape.header)
      + TapeSummary.provenance(tape.header.provenance) + TapeSummary.span(tape.header)
      + TapeSummary.counts(tape)
  }

  /// One line for each entry, with the values aligned.
  public var lines: [String] {
    let width = (entries.map(\.name.count).max() ?? 0) + 2
    return entries.map { entry in
      entry.name + String(repeating: " ", count: width - entry.name.count) + entry.value
    }
  }

  private static func file(_ tape: Tape) -> [Entry] {
    let form =
      switch tape.origin.form {
      case .binary(let version): "binary tape, format version \(version)"
      case .text: "text tape, format version 1"
      case .gzipText: "text tape in gzip, format version 1"
      }
    return [
      Entry(name: "file", value: CleanText.cleaned(tape.origin.path, limit: 4_096)),
      Entry(name: "form", value: form),
      Entry(name: "file size", value: "\(grouped(tape.origin.bytes)) bytes"),
      Entry(name: "checksum", value: "\(hex(tape.header.checksum)) (CRC-32 of the records)"),
    ]
  }

  private static func instrument(_ header: TapeHeader) -> [Entry] {
    let instrument = header.instrument
    let inferred = " (not stated; the finest in the data)"
    let minimum = instrument.minimumNotional
    return [
      Entry(name: "symbol", value: instrument.symbol),
      Entry(name: "venue", value: instrument.venue),
      Entry(name: "tick", value: "\(instrument.tick)" + (header.tickIsInferred ? inferred : "")),
      Entry(name: "step", value: "\(instrument.step)" + (header.stepIsInferred ? inferred : "")),
      Entry(
        name: "minimum notional",
        value: minimum == .zero ? "none" : withoutZeros(instrument.text(minimum))),
      Entry(name: "maker fee", value: "\(instrument.makerFee.basisPoints) bps"),
      Entry(name: "taker fee", value: "\(instrument.takerFee.basisPoints) bps"),
    ]
  }

  private static func provenance(_ provenance: TapeProvenance) -> [Entry] {
    let notes = provenance.notes.split(separator: "\n").map {
      Entry(name: "note", value: String($0))
    }
    return [
      Entry(name: "source", value: provenance.source.isEmpty ? "not stated" : provenance.source),
      Entry(name: "licence", value: provenance.licence.isEmpty ? "not stated" : provenance.licence),
    ] + notes
  }

  private static func span(_ header: TapeHeader) -> [Entry] {
    [
      Entry(name: "from", value: header.firstTime.utcText()),
      Entry(name: "to", value: header.lastTime.utcText()),
      Entry(
        name: "duration", value: duration(header.lastTime.nanoseconds(since: header.firstTime))),
    ]
  }

  private static func counts(_ tape: Tape) -> [Entry] {
    let counts = tape.header.counts
    let longest = counts.gaps > 0 ? ", the longest \(duration(counts.longestGap))" : ""
    return [
      Entry(name: "updates", value: grouped(counts.updates)),
      Entry(name: "levels", value: grouped(counts.levels)),
      Entry(name: "quotes", value: grouped(counts.quotes)),
      Entry(name: "trades", value: grouped(counts.trades)),
      Entry(name: "mark prices", value: grouped(counts.marks)),
      Entry(name: "rounded trades", value: grouped(counts.roundedTrades)),
      Entry(name: "rounded sizes", value: grouped(counts.roundedSizes)),
      Entry(name: "dropped trades", value: grouped(counts.droppedTrades)),
      Entry(name: "clears", value: grouped(counts.clears)),
      Entry(name: "crossed updates", value: CrossedUpdates(tape).text),
      Entry(name: "gaps", value: grouped(counts.gaps) + longest),
      Entry(name: "records", value: grouped(counts.records)),
    ]
  }

  // MARK: Texts

  /// A duration to the millisecond, such as `23:59:59.104`; preceded by the days if it has any.
  static func duration(_ nanoseconds: Int64) -> String {
    let day: Int64 = 86_400_000_000_000
    let time = Instant(nanoseconds: nanoseconds % day).utcText(fractionDigits: 3)
    let clock = time.dropFirst("1970-01-01T".count).dropLast()
    return nanoseconds < day ? String(clock) : "\(nanoseconds / day) d \(clock)"
  }

  /// A count with a comma before every three digits.
  static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  private static func hex(_ sum: UInt32) -> String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static func withoutZeros(_ decimal: String) -> String {
    guard decimal.contains(".") else { return decimal }
    var text = Substring(decimal)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }
}
