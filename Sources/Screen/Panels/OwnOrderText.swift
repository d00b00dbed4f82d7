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
    + "  T exit  S stop"

  /// A ladder cell's text: `T●0.003`, `●0.001/0.002` (filled/remaining), `●0.006 ×2`.
  ///
  /// What does not fit loses its count first, then leading zeros; two numbers stay two.
  static func cell(_ cell: LadderCell, _ figures: Figures, width: Int) -> String {
    let mark = cell.hasStop ? "S" : cell.hasExit ? "T" : ""
    let head = mark + String(glyph(cell.state))
    let room = width - (mark.isEmpty ? 1 : 2)
    let numbers = numbers(cell, figures, room: room)
    let count = cell.count > 1 ? " ×\(cell.count)" : ""
    return head + numbers + (numbers.utf8.count + count.count <= room ? count : "")
  }

  private static func numbers(_ cell: LadderCell, _ figures: Figures, room: Int) -> String {
    guard !cell.filled.isZero else {
      return figures.size(cell.remaining, fitting: room)
    }
    let whole = figures.size(cell.filled) + "/" + figures.size(cell.remaining)
    if whole.utf8.count <= room { return whole }
    let short =
      withoutZero(figures.size(cell.filled)) + "/" + withoutZero(figures.size(cell.remaining))
    if short.utf8.count <= room { return short }
    let half = max(1, (room - 1) / 2)
    return figures.size(cell.filled, fitting: half) + "/"
      + figures.size(cell.remaining, fitting: half)
  }

  private static func withoutZero(_ text: String) -> String {
    text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
