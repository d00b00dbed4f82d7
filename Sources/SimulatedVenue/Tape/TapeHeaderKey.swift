import Spelling

/// The keys of a text tape's header lines, `# key: value`.
///
/// Case doesn't matter, and `_` counts as `-`: `Maker_Fee_Bps` is `maker-fee-bps`.
enum TapeHeaderKey: String, CaseIterable {
  case format
  case symbol
  case venue
  case source
  case licence
  case tick
  case lot
  case columns
  case minimumNotional = "min-notional"
  case makerFee = "maker-fee-bps"
  case takerFee = "taker-fee-bps"
  case contract
  case margin
  case settle
  case end

  /// Other names of the same keys.
  private static let others: [(name: String, key: TapeHeaderKey)] = [
    ("license", .licence), ("step", .lot), ("lot-size", .lot), ("step-size", .lot),
    ("tick-size", .tick), ("minimum-notional", .minimumNotional),
  ]

  /// Names that people write for one of our keys and that are not spelled like it.
  private static let meant: [(name: String, key: TapeHeaderKey)] = [
    ("exchange", .venue), ("market", .symbol), ("instrument", .symbol), ("pair", .symbol),
    ("price-step", .tick), ("price-increment", .tick), ("size-step", .lot),
    ("size-increment", .lot),
    ("maker-fee", .makerFee), ("taker-fee", .takerFee), ("maker", .makerFee), ("taker", .takerFee),
    ("contract-type", .contract), ("expiry", .end), ("ends", .end), ("delivery", .end),
    ("settlement", .settle), ("margin-type", .margin),
  ]

  /// The key with this name, in any spelling; nil if there is none.
  init?(name: String) {
    let plain = TapeHeaderKey.plain(name)
    let other = TapeHeaderKey.others.first { $0.name == plain }?.key
    guard let key = TapeHeaderKey(rawValue: plain) ?? other else { return nil }
    self = key
  }

  /// Whether a text is written as keys are, rather than a remark with a colon in it.
  static func isWritten(as text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.count <= 32
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil
            || $0 == "-" || $0 == "_")
      }
  }

  /// The key that an unknown name was probably meant to be; nil if none is near.
  static func meant(by name: String) -> String? {
    let plain = plain(name)
    if let key = meant.first(where: { $0.name == plain })?.key { return key.rawValue }
    return nearestName(to: plain, among: allCases.map(\.rawValue) + others.map(\.name))
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().replacing("_", with: "-")
  }
}
