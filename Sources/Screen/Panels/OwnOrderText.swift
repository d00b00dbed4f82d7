import Engine
import Market

/// How our own orders look: a glyph for the state, a role for the theme, two numbers when partly
/// filled.
enum OwnOrderText {
  static func glyph(_ state: OrderDisplayState) -> Unicode.Scalar {
    switch state {
    case .planned: Glyphs.planned
    case .inFlight: Glyphs.inFlight
    case .working: Glyphs.working
    case .confirmed: Glyphs.confirmed
    case .cancelling: Glyphs.cancelling
    case .unknown: Glyphs.unknown
    case .foreign: Glyphs.foreign
    }
  }

  static func word(_ state: OrderDisplayState) -> String {
    switch state {
    case .planned: "planned"
    case .inFlight: "in flight"
    case .working: "working"
    case .confirmed: "confirmed"
    case .cancelling: "cancelling"
    case .unknown: "unknown"
    case .foreign: "foreign"
    }
  }

  static func role(_ state: OrderDisplayState, _ side: Side) -> Role {
    switch (state, side) {
    case (.planned, .buy): .ladderOwnBuyPlanned
    case (.inFlight, .buy), (.unknown, .buy): .ladderOwnBuyInFlight
    case (.working, .buy): .ladderOwnBuyWorking
    case (.confirmed, .buy): .ladderOwnBuyConfirmed
    case (.cancelling, .buy): .ladderOwnBuyCancelling
    case (.planned, .sell): .ladderOwnSellPlanned
    case (.inFlight, .sell), (.unknown, .sell): .ladderOwnSellInFlight
    case (.working, .sell): .ladderOwnSellWorking
    case (.confirmed, .sell): .ladderOwnSellConfirmed
    case (.cancelling, .sell): .ladderOwnSellCancelling
    case (.foreign, _): .ladderForeign
    }
  }

  /// What the glyphs mean, for a legend.
  static let legend: String =
    OrderDisplayState.allCases.map { "\(glyph($0)) \(word($0))" }.joined(separator: "  ")
    + "  T exit  S stop  #7 lot"

  typealias Token = (text: SafeText, role: Role)

  /// What a row shows of one side, most important first. Each kind in each state has its own token,
  /// such as `T●.003 ○.003 ·.003`.
  ///
  /// If not all fits, leading zeros are dropped first, then counts and blanks, then decimals, then
  /// the last tokens, which `+2` replaces. Names of lots are dropped without such a sign.
  static func tokens(
    _ cells: [LadderCell], _ side: Side, _ figures: Figures, width: Int
  ) -> [Token] {
    func all(_ fit: Fit) -> [Token] { cells.compactMap { token($0, side, figures, fit) } }
    for fit in [Fit.whole, .counted, .short] {
      if let line = spaced(all(fit), width) { return line }
    }
    if columns(all(.short)) <= width { return all(.short) }
    for count in (1...max(1, cells.count)).reversed() {
      let hidden = cells.dropFirst(count).count { $0.lot == nil }
      let rest: [Token] = hidden > 0 ? [(SafeText("+\(hidden)"), .textDim)] : []
      for room in stride(from: count > 1 ? 9 : max(4, width), through: 4, by: -1) {
        let fit = count > 1 ? Fit.room(room) : .alone(room)
        let shown = cells.prefix(count).compactMap { token($0, side, figures, fit) }
        guard shown.count == count else { break }
        if let line = spaced(shown + rest, width) { return line }
        if columns(shown + rest) <= width { return shown + rest }
      }
    }
    return [(SafeText("+\(cells.count)"), .textDim)]
  }

  /// The tokens with blanks between them; nil if that does not fit.
  private static func spaced(_ tokens: [Token], _ width: Int) -> [Token]? {
    guard columns(tokens) + max(0, tokens.count - 1) <= width else { return nil }
    return tokens.enumerated().map { place, token in
      place + 1 < tokens.count ? (token.text + blank, token.role) : token
    }
  }

  private static let blank = SafeText(" ")

  /// The width of tokens side by side.
  static func columns(_ tokens: [Token]) -> Int {
    tokens.reduce(0) { $0 + $1.text.columns }
  }

  private enum Fit {
    /// `0.003 ×2`
    case whole
    /// `.003×2`
    case counted
    /// `.003`
    case short
    /// Each token may use that many characters after its sign.
    case room(Int)
    /// The same for a single token, which may show less.
    case alone(Int)
  }

  /// A cell's token; nil if there is no room for it.
  private static func token(
    _ cell: LadderCell, _ side: Side, _ figures: Figures, _ fit: Fit
  ) -> Token? {
    if let lot = cell.lot { return (SafeText(lotName(lot, fit)), .textDim) }
    guard let numbers = numbers(cell, figures, fit) else { return nil }
    let text = mark(cell.kind) + String(glyph(cell.state)) + numbers
    return (SafeText(text + count(cell, fit)), role(cell.state, side))
  }

  /// A lot's name. If it is too long for the room, its last digits are kept.
  private static func lotName(_ lot: PositionID, _ fit: Fit) -> String {
    let text = "#\(lot.value)"
    switch fit {
    case .whole, .counted, .short: return text
    case .room(let room), .alone(let room):
      return text.utf8.count <= room ? text : "…" + text.suffix(max(1, room - 1))
    }
  }

  private static func mark(_ kind: LadderItem.Kind) -> String {
    switch kind {
    case .stop, .watchedStop: "S"
    case .exit: "T"
    case .open, .foreign, .wanted, .hole, .lot: ""
    }
  }

  private static func count(_ cell: LadderCell, _ fit: Fit) -> String {
    switch fit {
    case .whole where cell.count > 1: " ×\(cell.count)"
    case .counted where cell.count > 1: "×\(cell.count)"
    case .whole, .counted, .short, .room, .alone: ""
    }
  }

  /// The remaining size, after the filled size if something filled. If two numbers have no room,
  /// `/` before the remaining size shows that something filled.
  private static func numbers(_ cell: LadderCell, _ figures: Figures, _ fit: Fit) -> String? {
    let whole = figures.size(cell.remaining)
    let filled = cell.filled.isZero ? "" : figures.size(cell.filled) + "/"
    let short = withoutZero(filled) + withoutZero(whole)
    switch fit {
    case .whole: return filled + whole
    case .counted, .short: return short
    case .room(let room), .alone(let room):
      if short.utf8.count <= room { return short }
      if cell.filled.isZero { return legible(figures.shortSize(cell.remaining, fitting: room)) }
      guard case .alone = fit else { return nil }
      return legible(figures.shortSize(cell.remaining, fitting: room - 1)).map { "/" + $0 }
    }
  }

  private static func legible(_ text: String) -> String? { text == "+" ? nil : text }

  private static func withoutZero(_ text: String) -> String {
    text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
