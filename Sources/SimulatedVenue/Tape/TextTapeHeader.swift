import Market

/// The header lines of a text tape: `# key: value`.
struct TextTapeHeader {
  /// What is wrong with a header line, as a clause.
  struct Fault: Error {
    let what: String
  }

  static let format = "tape v1"
  private static let mostLines = 1_000
  /// The most unknown keys that are reported; every header line could be one.
  private static let mostNotices = 10

  private var texts: [TapeHeaderKey: String] = [:]
  private(set) var tick: DecimalNumber?
  private(set) var step: DecimalNumber?
  private(set) var minimumNotional: DecimalNumber?
  private(set) var makerFee: FeeRate?
  private(set) var takerFee: FeeRate?
  private var notes: [String] = []
  /// What the operator should know about these lines.
  private(set) var notices: [String] = []
  /// The number of lines taken so far, blank ones included.
  private(set) var lines = 0

  var hasFormat: Bool { texts[.format] != nil }
  /// `unknown` if the header doesn't say.
  var symbol: String { texts[.symbol] ?? "unknown" }
  /// `unknown` if the header doesn't say.
  var venue: String { texts[.venue] ?? "unknown" }

  var provenance: TapeProvenance {
    TapeProvenance(
      source: texts[.source] ?? "", licence: texts[.licence] ?? "",
      notes: notes.joined(separator: "\n"))
  }

  /// The contract as the lines describe it, to check whether it is supported.
  var contract: ContractForm {
    ContractForm(
      contract: texts[.contract]?.lowercased(), margin: texts[.margin], settle: texts[.settle],
      venue: venue, symbol: symbol)
  }

  /// Adds a remark as if it had been among the lines.
  mutating func remark(_ text: String) { notes.append(text) }

  /// Counts a blank line.
  mutating func takeBlank() { lines += 1 }

  /// Takes a line that begins with `#`.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) throws(Fault) {
    lines += 1
    guard lines <= TextTapeHeader.mostLines else {
      throw Fault(what: "there are more than \(TextTapeHeader.mostLines) header lines")
    }
    let text = CleanText.cleaned(
      TextTapeHeader.trimmed(line.dropFirst()), limit: LineFault.longestLine)
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = TextTapeHeader.trimmed(parts.first ?? "")
    guard parts.count == 2, let key = TapeHeaderKey(name: name) else {
      if !text.isEmpty { notes.append(text) }
      if parts.count == 2, TapeHeaderKey.isWritten(as: name[...]) { noteUnknown(name) }
      return
    }
    let value = TextTapeHeader.trimmed(parts[1])
    try take(key, value)
    // These are needed for a binary tape too, which has no fields for them.
    if [.contract, .margin, .settle, .end].contains(key) {
      notes.append("\(key.rawValue): \(value)")
    }
  }

  private mutating func noteUnknown(_ name: String) {
    guard notices.count < TextTapeHeader.mostNotices else { return }
    let meant = TapeHeaderKey.meant(by: name)
    notices.append(
      "line \(lines): unknown header key \"\(name)\""
        + (meant.map { "; did you mean \($0)?" } ?? "; it is kept as a note"))
  }

  private mutating func take(_ key: TapeHeaderKey, _ value: String) throws(Fault) {
    guard texts[key] == nil else { throw Fault(what: "\"\(key.rawValue)\" is given twice") }
    guard !value.isEmpty else { throw Fault(what: "\"\(key.rawValue)\" has no value") }
    texts[key] = value
    switch key {
    case .format:
      guard value == TextTapeHeader.format else {
        throw Fault(what: "the format is \"\(value)\"; this build reads \"tape v1\"")
      }
    case .columns:
      guard LineFault.columnsOfUnits.contains(value) else {
        throw Fault(what: "the columns of a \"tape v1\" are \(LineFault.columns)")
      }
    case .contract:
      guard ContractForm.contracts.contains(value.lowercased()) else {
        throw Fault(
          what: "the contract \(value) is not allowed; allowed are "
            + ContractForm.contracts.joined(separator: ", "))
      }
    case .tick: tick = try increment(value, key)
    case .lot: step = try increment(value, key)
    case .minimumNotional: minimumNotional = try number(value, key)
    case .makerFee: makerFee = try fee(value, key)
    case .takerFee: takerFee = try fee(value, key)
    case .end:
      guard Instant(ofOurTime: value) != nil else {
        throw Fault(
          what: "the end \(value) is not allowed; allowed is \(Instant.ofOurTimeRule), such as "
            + "2024-08-08T23:54:15Z")
      }
    case .symbol, .venue, .source, .licence, .margin, .settle: break
    }
  }

  private func number(_ value: String, _ key: TapeHeaderKey) throws(Fault) -> DecimalNumber {
    do throws(DecimalError) { return try DecimalNumber(value) } catch {
      throw Fault(what: "\(key.rawValue): \(error)")
    }
  }

  private func increment(_ value: String, _ key: TapeHeaderKey) throws(Fault) -> DecimalNumber {
    let number = try number(value, key)
    guard TapeLimits.isIncrement(number) else {
      throw Fault(what: "the \(key.rawValue) \(value) is not allowed; \(TapeLimits.incrementRule)")
    }
    return number
  }

  private func fee(_ value: String, _ key: TapeHeaderKey) throws(Fault) -> FeeRate {
    guard let fee = FeeRate(basisPoints: try number(value, key)) else {
      throw Fault(
        what:
          "\(key.rawValue) \(value) is not allowed; allowed are \(FeeRate.allowed), in basis points"
      )
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
