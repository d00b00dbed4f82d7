import Engine
import Market

/// What must never leave the screen: where and how we trade, the price, the position, its profit,
/// the age of these data, and every switch that is set.
enum HeaderPanel {
  static let rows = 3

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    market(scene).draw(row: 0, background: .header, on: &canvas)
    account(scene).draw(row: 1, background: .header, on: &canvas)
    control(scene).draw(row: 2, background: .header, on: &canvas)
  }

  // MARK: Where we are

  private static func market(_ scene: Scene) -> Line {
    let status = scene.status
    var line = Line()
    line.add("RUNG", as: .headerStrong, rank: 6)
    line.add(status.isReadOnly ? status.mode + " READ-ONLY" : status.mode, as: .headerWarning)
    if !status.faults.isEmpty {
      line.add("FAULTS \(status.faults.reduce(0) { $0 + $1.count })", as: .headerWarning, rank: 4)
    }
    line.add(status.venue, as: .header, rank: 4)
    line.add(cutting: status.market, as: .headerStrong)
    let price = lastPrice(scene)
    line.add(price.text, as: price.role)
    line.add(quotes(scene), as: scene.market(.header), rank: 3)
    line.add(scene.age.text, as: scene.age.role == .textDim ? .header : scene.age.role, rank: 1)
    line.addRight(TimeText.date(scene.snapshot.time), as: .header, rank: 5)
    line.addRight(TimeText.clock(scene.snapshot.time), as: .header, rank: 2)
    let state = runState(status)
    line.addRight(state.text, as: state.role)
    return line
  }

  private static func lastPrice(_ scene: Scene) -> (text: String, role: Role) {
    let market = scene.snapshot.market
    guard let trade = market.lastTrade else {
      guard let mid = market.mid else { return ("price unknown", .unknown) }
      return ("\(scene.figures.price(mid)) mid", scene.market(.headerStrong))
    }
    let price = scene.figures.price(trade.price)
    guard let before = market.previousTradePrice, before != trade.price else {
      return ("\(price) =", scene.market(.headerStrong))
    }
    let isUp = before < trade.price
    return ("\(price) \(isUp ? "▲" : "▼")", scene.market(isUp ? .ladderLastUp : .ladderLastDown))
  }

  private static func quotes(_ scene: Scene) -> String {
    let market = scene.snapshot.market
    let bid = market.bestBid.map(scene.figures.price) ?? "?"
    let ask = market.bestAsk.map(scene.figures.price) ?? "?"
    return "\(bid) / \(ask)"
  }

  private static func runState(_ status: SessionStatus) -> (text: String, role: Role) {
    let speed = status.speed.text(sign: "×")
    if status.atEnd { return ("END OF TAPE", .headerWarning) }
    return status.isPaused
      ? ("PAUSED \(speed)", .headerWarning) : ("▶ RUNNING \(speed)", .headerOk)
  }

  // MARK: What we hold

  private static func account(_ scene: Scene) -> Line {
    let snapshot = scene.snapshot
    let figures = scene.figures
    var line = Line()
    let position = snapshot.account.position
    let side: Role =
      position.isFlat ? .positionFlat : position.steps > 0 ? .positionLong : .positionShort
    let word = position.isFlat ? "" : position.steps > 0 ? "long " : "short "
    line.add("Position \(word)\(figures.position(position))", as: side)
    if let entry = snapshot.account.averageEntry, !position.isFlat {
      line.add("@ \(figures.price(entry))", as: .header, rank: 2)
    }
    addProfit(scene, to: &line)
    let naked = snapshot.exposure.naked
    if !naked.isZero { line.addRight("NAKED \(figures.size(naked))", as: .legNaked, rank: 1) }
    line.addRight(
      "drawdown \(money(snapshot.account.maximumDrawdown, scene))", as: .header, rank: 7)
    line.addRight("fees \(money(snapshot.account.fees, scene))", as: .header, rank: 6)
    line.addRight("fills \(snapshot.counters.fills)", as: .header, rank: 5)
    line.addRight(
      "entries \(snapshot.pendingOpens.count) lots \(snapshot.lots.count) exits \(snapshot.legs.count)",
      as: .header, rank: 3)
    return line
  }

  private static func money(_ amount: ExactMoney, _ scene: Scene) -> String {
    scene.figures.money(amount, signed: false)
  }

  private static func addProfit(_ scene: Scene, to line: inout Line) {
    let account = scene.snapshot.account
    guard let unrealised = account.unrealised else {
      line.add("Net unknown (no mid)", as: .unknown)
      line.add("realised \(scene.figures.money(account.realised))", as: .header, rank: 4)
      return
    }
    let net = account.realised + unrealised
    line.add("Net \(scene.figures.money(net))", as: scene.market(scene.profitRole(net)))
    line.add(
      "realised \(scene.figures.money(account.realised))"
        + " open \(scene.figures.money(unrealised))",
      as: scene.market(.header), rank: 4)
  }

  // MARK: What is switched

  private static func control(_ scene: Scene) -> Line {
    var line = Line()
    for (wordings, role) in SwitchText.all(scene) { line.add(wordings, as: role) }
    if let deadMan = DeadManText.header(scene.snapshot) {
      line.addRight(deadMan, as: .headerOk, rank: 2)
    }
    addProgress(scene, to: &line)
    return line
  }

  /// The place on the tape.
  private static func addProgress(_ scene: Scene, to line: inout Line) {
    let status = scene.status
    if let tape = status.tape { line.addRight(tape, as: .header, rank: 4) }
    guard let count = status.updateCount, count > 0 else {
      return line.addRight("update \(status.updateIndex)", as: .header, rank: 3)
    }
    line.addRight("update \(status.updateIndex)/\(count)", as: .header, rank: 3)
    let share = min(1_000, max(0, status.updateIndex) * 1_000 / count)
    let cells = 10
    let filled = share * cells / 1_000
    line.addRight(
      String(repeating: Character(Glyphs.barFull), count: filled)
        + String(repeating: Character(Glyphs.barEmpty), count: cells - filled),
      as: .bar, rank: 2)
    line.addRight("\(share / 10).\(share % 10) %", as: .header, rank: 1)
  }
}
