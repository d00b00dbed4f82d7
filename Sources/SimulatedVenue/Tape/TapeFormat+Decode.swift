import Market

/// What is wrong with the bytes of a tape, before a path is known.
enum TapeFault: Error {
  case notATape
  case newer(version: Int)
  case truncated(expected: Int, found: Int)
  case corrupt(offset: Int, what: String)

  func at(_ path: String) -> TapeError {
    switch self {
    case .notATape: .notATape(path: path)
    case .newer(let version):
      .newer(path: path, version: version, supported: TapeFormat.version)
    case .truncated(let expected, let found):
      .truncated(path: path, expected: expected, found: found)
    case .corrupt(let offset, let what): .corrupt(path: path, offset: offset, what: what)
    }
  }
}

extension TapeFormat {
  /// Reads and checks the header of a whole file, and checks the file's length.
  ///
  /// - Returns: the header and its length in bytes; the records' checksum is not compared yet.
  static func decode(_ file: UnsafeRawBufferPointer) throws(TapeFault) -> (TapeHeader, Int) {
    let (found, length) = try checkedVersionAndLength(file)
    let header = UnsafeRawBufferPointer(rebasing: file[..<length])
    var reader = ByteReader(bytes: header, offset: 20)
    guard let checksum = reader.number(UInt32.self), var counts = counts(&reader),
      let first = reader.number(Int64.self), let last = reader.number(Int64.self)
    else { throw corrupt(reader, "the counts or times are out of range") }
    guard let numbers = instrumentNumbers(&reader) else {
      throw corrupt(reader, "tick, step, minimum notional or fees are out of range")
    }
    guard let flags = reader.number(UInt32.self), flags <= 3, reader.number(UInt32.self) == 0 else {
      throw corrupt(reader, "flags that version \(version) doesn't have are set")
    }
    if found >= marks {
      guard let count = reader.number(Int64.self), count > 0 else {
        throw corrupt(reader, "the count of mark prices is out of range")
      }
      counts.marks = Int(count)
    }
    guard let symbol = text(&reader), let venue = text(&reader), let source = text(&reader),
      let licence = text(&reader), let notes = reader.text()
    else { throw corrupt(reader, "a text is longer than the header") }
    guard length - reader.offset < recordLength, header[reader.offset...].allSatisfy({ $0 == 0 })
    else { throw corrupt(reader, "the header doesn't end where it says") }
    try checkLength(of: file, header: length, records: counts.records)
    let result = TapeHeader(
      instrument: numbers.named(symbol, at: venue), tickIsInferred: flags & 1 != 0,
      stepIsInferred: flags & 2 != 0,
      provenance: TapeProvenance(source: source, licence: licence, notes: cleanedNotes(notes)),
      counts: counts, firstTime: Instant(nanoseconds: first),
      lastTime: Instant(nanoseconds: last), checksum: checksum)
    return (result, length)
  }

  private static func corrupt(_ reader: ByteReader, _ what: String) -> TapeFault {
    .corrupt(offset: reader.offset, what: what)
  }

  /// Version and length of the header, after magic and checksum were checked.
  private static func checkedVersionAndLength(_ file: UnsafeRawBufferPointer) throws(TapeFault)
    -> (version: Int, length: Int)
  {
    guard file.prefix(magic.count).elementsEqual(magic.prefix(file.count)) else { throw .notATape }
    guard file.count >= magic.count + 8 else {
      throw .truncated(expected: shortestHeader, found: file.count)
    }
    var reader = ByteReader(bytes: file, offset: magic.count)
    guard let found = reader.number(UInt32.self), let length = reader.number(UInt32.self) else {
      throw .truncated(expected: shortestHeader, found: file.count)
    }
    guard found <= UInt32(version) else { throw .newer(version: Int(found)) }
    guard found > 0 else { throw .corrupt(offset: 8, what: "there is no format version 0") }
    guard (shortestHeader...longestHeader).contains(Int(length)), Int(length) % recordLength == 0
    else { throw .corrupt(offset: 12, what: "a header cannot have \(length) bytes") }
    guard file.count >= Int(length) else {
      throw .truncated(expected: Int(length), found: file.count)
    }
    let header = UnsafeRawBufferPointer(rebasing: file[..<Int(length)])
    guard
      headerChecksum(header)
        == header.loadUnaligned(fromByteOffset: checksumOffset, as: UInt32.self)
    else { throw .corrupt(offset: 0, what: "the header's checksum doesn't match") }
    return (Int(found), Int(length))
  }

  private static func headerChecksum(_ header: UnsafeRawBufferPointer) -> UInt32 {
    let zero: [UInt8] = [0, 0, 0, 0]
    var sum = checksum(UnsafeRawBufferPointer(rebasing: header[..<checksumOffset]))
    sum = zero.withUnsafeBytes { checksum($0, after: sum) }
    return checksum(UnsafeRawBufferPointer(rebasing: header[(checksumOffset + 4)...]), after: sum)
      .littleEndian
  }

  private static func checkLength(of file: UnsafeRawBufferPointer, header: Int, records: Int)
    throws(TapeFault)
  {
    let (bytes, high) = records.multipliedReportingOverflow(by: recordLength)
    let (expected, carry) = bytes.addingReportingOverflow(header)
    guard !high, !carry else { throw .corrupt(offset: 24, what: "\(records) records cannot be") }
    guard file.count >= expected else { throw .truncated(expected: expected, found: file.count) }
    guard file.count == expected else {
      throw .corrupt(
        offset: expected, what: "\(file.count - expected) bytes follow the last record")
    }
  }

  private static func counts(_ reader: inout ByteReader) -> TapeCounts? {
    var numbers: [Int] = []
    for _ in 0..<11 {
      guard let number = reader.number(Int64.self), number >= 0 else { return nil }
      numbers.append(Int(number))
    }
    var counts = TapeCounts()
    counts.records = numbers[0]
    counts.updates = numbers[1]
    counts.levels = numbers[2]
    counts.quotes = numbers[3]
    counts.trades = numbers[4]
    counts.gaps = numbers[5]
    counts.clears = numbers[6]
    counts.roundedTrades = numbers[7]
    counts.roundedSizes = numbers[8]
    counts.droppedTrades = numbers[9]
    counts.longestGap = Int64(numbers[10])
    return counts
  }

  private static func instrumentNumbers(_ reader: inout ByteReader) -> InstrumentNumbers? {
    guard let tick = reader.number(Int64.self), let step = reader.number(Int64.self),
      let tickDecimals = reader.number(UInt32.self), let stepDecimals = reader.number(UInt32.self),
      let minimum = reader.number(Int64.self), let maker = reader.number(Int64.self),
      let taker = reader.number(Int64.self),
      tickDecimals <= 12, stepDecimals <= 12, minimum >= 0,
      maker.magnitude <= FeeRate.maximum.magnitude,
      taker.magnitude <= FeeRate.maximum.magnitude
    else { return nil }
    let numbers = InstrumentNumbers(
      tick: DecimalNumber(mantissa: tick, decimals: Int(tickDecimals)),
      step: DecimalNumber(mantissa: step, decimals: Int(stepDecimals)),
      minimumNotional: Money(units: minimum), makerFee: FeeRate(hundredMillionths: maker),
      takerFee: FeeRate(hundredMillionths: taker))
    guard TapeLimits.isIncrement(numbers.tick), TapeLimits.isIncrement(numbers.step),
      TapeLimits.objection(tick: numbers.tick, step: numbers.step) == nil,
      minimum <= TapeLimits.notional(tick: numbers.tick, step: numbers.step)
    else { return nil }
    return numbers
  }

  private static func text(_ reader: inout ByteReader) -> String? {
    reader.text().map { CleanText.cleaned($0) }
  }

  private static func cleanedNotes(_ notes: String) -> String {
    notes.split(separator: "\n", omittingEmptySubsequences: false)
      .map { CleanText.cleaned(String($0)) }.joined(separator: "\n")
  }
}

/// An instrument whose names are not yet known.
private struct InstrumentNumbers {
  let tick: DecimalNumber
  let step: DecimalNumber
  let minimumNotional: Money
  let makerFee: FeeRate
  let takerFee: FeeRate

  func named(_ symbol: String, at venue: String) -> Instrument {
    Instrument(
      symbol: symbol, venue: venue, tick: tick, step: step, minimumNotional: minimumNotional,
      makerFee: makerFee, takerFee: takerFee)
  }
}
