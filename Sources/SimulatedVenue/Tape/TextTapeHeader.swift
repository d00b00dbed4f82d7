import Market

/// The header lines of a text tape: `# key: value`.
struct TextTapeHeader {
  /// What is wrong with a header line, as a clause.
  struct Fault: Error {
    let what: String
  }

  /// The keys that mean something; several may mean the same.
  private enum Key: String {
    case format, symbol, venue, source, licence, license, tick, lot, step, columns
    case minimumNotional = "min-notional"
    case makerFee = "maker-fee-bps"
    case takerFee = "taker-fee-bps"

    /// The key it is another name of, or itself.
    var meaning: Key {
      switch self {
      case .license: .licence
      case .lot: .step
      case .format, .symbol, .venue, .source, .licence, .tick, .step, .columns,
        .minimumNotional, .makerFee, .takerFee:
        self
      }
    }
  }

  static let format = "tape v1"
  private static let mostLines = 1_000

  private var texts: [Key: String] = [:]
  private(set) var tick: DecimalNumber?
  private(set) var step: DecimalNumber?
  private(set) var minimumNotional: DecimalNumber?
  private(set) var makerFee: FeeRate?
  private(set) var takerFee: FeeRate?
  private var notes: [String] = []
  /// How many lines it has taken.
  private(set) var lines = 0

  var hasFormat: Bool { texts[.format] != nil }
  /// `unknown` where the header doesn't say.
  var symbol: String { texts[.symbol] ?? "unknown" }
  /// `unknown` where the header doesn't say.
  var venue: String { texts[.venue] ?? "unknown" }

  var provenance: TapeProvenance {
    TapeProvenance(
      source: texts[.source] ?? "", licence: texts[.licence] ?? "",
      notes: notes.joined(separator: "\n"))
  }

  /// Takes a line that begins with `#`.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) throws(Fault) {
    lines += 1
    guard lines <= TextTapeHeader.mostLines else {
      throw Fault(what: "there are more than \(TextTapeHeader.mostLines) header lines")
    }
    let text = CleanText.cleaned(
      TextTapeHeader.trimmed(line.dropFirst()), limit: LineFault.longestLine)
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let key = Key(rawValue: String(parts[0])) else {
      if !text.isEmpty { notes.append(text) }
      return
    }
    try take(key.meaning, TextTapeHeader.trimmed(parts[1]))
  }

  private mutating func take(_ key: Key, _ value: String) throws(Fault) {
    guard texts[key] == nil else { throw Fault(what: "\"\(key.rawValue)\" is given twice") }
    guard !value.isEmpty else { throw Fault(what: "\"\(key.rawValue)\" has no value") }
    texts[key] = value
    switch key {
    case .format:
      guard value == TextTapeHeader.format else {
        throw Fault(what: "the format is \"\(value)\"; this build reads \"tape v1\"")
      }
    case .columns:
      guard value == LineFault.columns else {
        throw Fault(what: "the columns of a \"tape v1\" are \(LineFault.columns)")
      }
    case .tick: tick = try raster(value, key)
    case .step, .lot: step = try raster(value, key)
    case .minimumNotional: minimumNotional = try number(value, key)
    case .makerFee: makerFee = try fee(value, key)
    case .takerFee: takerFee = try fee(value, key)
    case .symbol, .venue, .source, .licence, .license: break
    }
  }

  private func number(_ value: String, _ key: Key) throws(Fault) -> DecimalNumber {
    do throws(DecimalError) { return try DecimalNumber(value) } catch {
      throw Fault(what: "\(key.rawValue): \(error)")
    }
  }

  private func raster(_ value: String, _ key: Key) throws(Fault) -> DecimalNumber {
    let number = try number(value, key)
    guard TapeLimits.isRaster(number) else {
      throw Fault(what: "the \(key.rawValue) cannot be \(value); \(TapeLimits.rasterRule)")
    }
    return number
  }

  private func fee(_ value: String, _ key: Key) throws(Fault) -> FeeRate {
    guard let fee = FeeRate(basisPoints: try number(value, key)) else {
      throw Fault(
        what: "\(key.rawValue) cannot be \(value); allowed are -10000 to 10000 with at most 4 "
          + "digits after the point")
    }
    return fee
  }

  private static func trimmed(_ bytes: Slice<UnsafeBufferPointer<UInt8>>)
    -> Slice<UnsafeBufferPointer<UInt8>>
  {
    var bytes = bytes
    while let first = bytes.first, isBlank(first) { bytes = bytes.dropFirst() }
    while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
    return bytes
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
