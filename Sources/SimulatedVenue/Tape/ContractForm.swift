/// Whether a tape's contract is linear, worth price × size in the quote currency: the only kind
/// that is supported. Inverse contracts, margined and settled in the coin, are refused.
///
/// | a tape says so by | refused if |
/// |---|---|
/// | `contract` | `inverse` or `quanto`; `linear` and `spot` override all rows below |
/// | `margin`, `settle` | `coin`, or the currency that the symbol begins with: `BTC` of `BTCUSD` |
/// | `venue` | it names a market of such contracts: coin-m, coinm, dapi, inverse, bitmex, deribit |
/// | `venue` and `symbol` | Binance `BTCUSD_PERP`, OKX `BTC-USD-SWAP`, Kraken `PI_XBTUSD`, Bybit `BTCUSD` |
///
/// BitMEX and Deribit have linear contracts too: those quoted in USDT or USDC are taken as linear.
struct ContractForm {
  var contract: String?
  var margin: String?
  var settle: String?
  let venue: String
  let symbol: String

  /// Why the contract is not supported, as a clause; nil if it is.
  var objection: String? {
    let what = "rung supports linear contracts only, so every profit would be wrong"
    if let contract {
      if contract == "linear" || contract == "spot" { return nil }
      return "the contract is \(contract); \(what)"
    }
    if let margin, isCoin(margin) {
      return "it is margined in the coin, so the contract is inverse; \(what)"
    }
    if let settle, isCoin(settle) {
      return "it is settled in the coin, so the contract is inverse; \(what)"
    }
    if isInverseByName {
      return "\(symbol) of \(venue) is an inverse contract by its name; \(what). "
        + "If it is linear, say so in the header: # contract: linear"
    }
    return nil
  }

  /// The values that `contract` may have.
  static let contracts = ["linear", "spot", "inverse", "quanto"]

  /// Reads the form from what a binary tape kept of its text's header.
  init(_ header: TapeHeader) {
    venue = header.instrument.venue
    symbol = header.instrument.symbol
    for note in header.provenance.notes.split(separator: "\n") {
      let parts = note.split(separator: ":", maxSplits: 1).map {
        String($0.drop { $0 == " " }).lowercased()
      }
      guard parts.count == 2, let key = TapeHeaderKey(name: parts[0]) else { continue }
      if key == .contract { contract = parts[1] }
      if key == .margin { margin = parts[1] }
      if key == .settle { settle = parts[1] }
    }
  }

  init(contract: String?, margin: String?, settle: String?, venue: String, symbol: String) {
    self.contract = contract
    self.margin = margin
    self.settle = settle
    self.venue = venue
    self.symbol = symbol
  }

  private func isCoin(_ currency: String) -> Bool {
    currency.lowercased() == "coin" || symbol.uppercased().hasPrefix(currency.uppercased())
  }

  private var isInverseByName: Bool {
    let place = venue.lowercased().filter(\.isLetter)
    let name = symbol.uppercased()
    guard !name.contains("USDT"), !name.contains("USDC") else { return false }
    if ["coinm", "dapi", "inverse"].contains(where: place.contains) { return true }
    if place.contains("binance") { return name.contains("USD_") }
    if place.contains("okx") || place.contains("okex") {
      return name.hasSuffix("-USD-SWAP") || name.contains("-USD-2")
    }
    if place.contains("kraken") { return name.hasPrefix("PI_") || name.hasPrefix("FI_") }
    if place.contains("bybit") { return name.hasSuffix("USD") }
    return ["bitmex", "deribit"].contains(where: place.contains)
  }
}
