/// What a cell means. The raw value is the name a theme colors it by.
///
/// A theme that lacks a name colors it by the name less its last part
/// (`ladder.own.buy.planned` → `ladder.own.buy` → `ladder.own` → `ladder` → `text`).
public enum Role: String, CaseIterable, Sendable {
  case text = "text"
  case textDim = "text.dim"
  case textStrong = "text.strong"
  case title = "title"
  case titleFocused = "title.focused"
  case border = "border"
  case borderFocused = "border.focused"
  /// A column's heading, and the label before a value.
  case label = "label"
  /// The row under a list's cursor; meant as an overlay.
  case selection = "selection"

  case header = "header"
  case headerStrong = "header.strong"
  case headerOk = "header.ok"
  case headerWarning = "header.warning"
  case headerAlarm = "header.alarm"

  case footer = "footer"
  case footerKey = "footer.key"
  case footerText = "footer.text"

  case ladderPrice = "ladder.price"
  case ladderBid = "ladder.bid"
  case ladderAsk = "ladder.ask"
  case ladderBidBest = "ladder.bid.best"
  case ladderAskBest = "ladder.ask.best"
  case ladderOwnBuy = "ladder.own.buy"
  case ladderOwnBuyPlanned = "ladder.own.buy.planned"
  case ladderOwnBuyInFlight = "ladder.own.buy.inflight"
  case ladderOwnBuyWorking = "ladder.own.buy.working"
  case ladderOwnBuyConfirmed = "ladder.own.buy.confirmed"
  case ladderOwnBuyCancelling = "ladder.own.buy.cancelling"
  case ladderOwnBuyFilled = "ladder.own.buy.filled"
  case ladderOwnSell = "ladder.own.sell"
  case ladderOwnSellPlanned = "ladder.own.sell.planned"
  case ladderOwnSellInFlight = "ladder.own.sell.inflight"
  case ladderOwnSellWorking = "ladder.own.sell.working"
  case ladderOwnSellConfirmed = "ladder.own.sell.confirmed"
  case ladderOwnSellCancelling = "ladder.own.sell.cancelling"
  case ladderOwnSellFilled = "ladder.own.sell.filled"
  case ladderForeign = "ladder.foreign"
  /// The row under the ladder's cursor; meant as an overlay.
  case ladderCursor = "ladder.cursor"
  case ladderSpread = "ladder.spread"
  case ladderLast = "ladder.last"
  case ladderLastUp = "ladder.last.up"
  case ladderLastDown = "ladder.last.down"
  case ladderAverage = "ladder.average"
  case ladderAnchor = "ladder.anchor"
  case ladderReason = "ladder.reason"

  case buy = "buy"
  case sell = "sell"
  case legTakeProfit = "leg.take_profit"
  case legStop = "leg.stop"
  case legNaked = "leg.naked"

  case pnlGain = "pnl.gain"
  case pnlLoss = "pnl.loss"
  case pnlFlat = "pnl.flat"
  case positionLong = "position.long"
  case positionShort = "position.short"
  case positionFlat = "position.flat"

  case alarm = "alarm"
  case warning = "warning"
  case ok = "ok"
  case info = "info"

  case dialog = "dialog"
  case dialogBorder = "dialog.border"
  case dialogTitle = "dialog.title"
  case dialogKey = "dialog.key"
  case dialogField = "dialog.field"
  case dialogDanger = "dialog.danger"

  case help = "help"
  case helpKey = "help.key"
  case helpTitle = "help.title"

  case logTime = "log.time"
  case logTag = "log.tag"
  case logText = "log.text"
  case logFill = "log.fill"
  case logWarning = "log.warning"
  case logError = "log.error"

  case gap = "gap"
  case stale = "stale"
  case unknown = "unknown"

  case bar = "bar"

  public var name: String { rawValue }
}

extension Role {
  /// What a role is drawn on: a bar, a dialog, the help, or the screen itself.
  var surface: Role {
    let surfaces: [Role] = [.header, .footer, .dialog, .help]
    return surfaces.first { name == $0.name || name.hasPrefix($0.name + ".") } ?? .text
  }

  /// Returns a name and what it falls back to, most specific first, `text` last.
  static func fallbacks(of name: String) -> [String] {
    let parts = name.split(separator: ".")
    let chain = parts.indices.reversed().map { parts[...$0].joined(separator: ".") }
    return chain.contains(Role.text.name) ? chain : chain + [Role.text.name]
  }

  /// Every name that a theme may color: the roles and the groups that they fall back to.
  static let themable: Set<String> = Set(allCases.flatMap { fallbacks(of: $0.name) })
}
