import Engine
import Market

/// Makes the lines of the metrics panel. Each says so if its value is unknown.
enum MetricLines {
  static func all(_ scene: Scene) -> [MetricLine] {
    profit(scene) + fills(scene) + grid(scene) + system(scene) + risk(scene)
  }

  /// The number of lines, which never changes.
  static let count = 54 + RiskLines.count

  private static func profit(_ scene: Scene) -> [MetricLine] {
    let account = scene.snapshot.account
    let figures = scene.figures
    let net = account.unrealised.map { account.realised + $0 }
    return [
      .group("POSITION AND PROFIT"),
      MetricLine("position", figures.position(account.position), .textStrong),
      MetricLine("average entry", account.averageEntry.map(figures.price) ?? "none"),
      valuedAt(scene),
      amount("net profit", net, scene),
      amount("realised", account.realised, scene),
      amount("unrealised", account.unrealised, scene),
      MetricLine("fees", figures.money(account.fees, places: 4, signed: false)),
      MetricLine(
        "largest drawdown", figures.money(account.maximumDrawdown, places: 4, signed: false)),
      MetricLine("peak profit", figures.money(account.peak, places: 4)),
    ]
  }

  /// The price that positions are valued at, under its own name: the mid if there is no mark price to
  /// go by.
  private static func valuedAt(_ scene: Scene) -> MetricLine {
    let market = scene.snapshot.market
    let mid = market.mid.map(scene.figures.price)
    guard let mark = market.mark else { return known("mid", mid, scene) }
    guard !mark.isStale else {
      let age = TimeText.span(mark.ageNanoseconds)
      return MetricLine("mid, mark \(age) old", mid ?? "unknown", .warning)
    }
    return MetricLine("mark price", scene.figures.mark(mark.price), scene.market(.text))
  }

  private static func risk(_ scene: Scene) -> [MetricLine] {
    let exposure = scene.snapshot.exposure
    let figures = scene.figures
    return [
      .group("RISK STATUS"),
      worst("worst long", exposure.worstLong, cap: exposure.cap, scene),
      worst("worst short", exposure.worstShort, cap: exposure.cap, scene),
      MetricLine(
        "open orders",
        "\(exposure.openOrders)" + (exposure.openOrdersCap.map { " of \($0)" } ?? " (no cap)"),
        isFull(exposure.openOrders, exposure.openOrdersCap) ? .warning : .text),
      MetricLine(
        "unprotected", exposure.naked.isZero ? "none" : figures.size(exposure.naked),
        exposure.naked.isZero ? .ok : .legNaked),
      MetricLine(
        "stops / watched",
        "\(figures.size(exposure.venueStops)) / \(figures.size(exposure.watchedStops))",
        exposure.watchedStops.isZero ? .text : .warning),
      MetricLine("reserved", figures.money(exposure.reservedQuote, signed: false)),
      MetricLine("entries blocked", "\(scene.snapshot.counters.gated)"),
      MetricLine(
        "alarms",
        scene.snapshot.control.alarms.isEmpty
          ? "none" : scene.snapshot.control.alarms.map(\.name).joined(separator: " "),
        scene.snapshot.control.alarms.isEmpty ? .ok : .alarm),
    ] + RiskLines.all(scene)
  }

  private static func fills(_ scene: Scene) -> [MetricLine] {
    let counters = scene.snapshot.counters
    return [
      .group("FILL CAPTURE"),
      MetricLine("fills", "\(counters.fills)"),
      MetricLine("maker / taker", "\(counters.makerFills) / \(counters.takerFills)"),
      MetricLine("fills per order", share(counters.fills, of: counters.submitted)),
      MetricLine("orders submitted", "\(counters.submitted)"),
      MetricLine("amended / cancelled", "\(counters.amended) / \(counters.cancelled)"),
      MetricLine(
        "rejected", "\(counters.rejected)", counters.rejected > 0 ? .warning : .text),
      MetricLine("lots opened / closed", "\(counters.lotsOpened) / \(counters.lotsClosed)"),
      MetricLine(
        "duplicate / unmatched", "\(counters.duplicateFills) / \(counters.unmatchedFills)",
        counters.unmatchedFills > 0 ? .warning : .text),
    ]
  }

  private static func grid(_ scene: Scene) -> [MetricLine] {
    let grid = scene.snapshot.grid
    let figures = scene.figures
    let live = grid.rungs.count { $0.state != .planned }
    return [
      .group("GRID HEALTH"),
      MetricLine("anchor", grid.anchor.map(figures.price) ?? "none yet"),
      MetricLine(
        "spacing b / s",
        grid.anchor == nil
          ? "none yet"
          : "\(figures.ticks(grid.buySpacingTicks)) / \(figures.ticks(grid.sellSpacingTicks))"),
      scene.snapshot.entries.mode == .cycle
        ? MetricLine("attempts live", "\(scene.snapshot.entries.attempts.count)")
        : MetricLine("rungs live / wanted", "\(live) / \(grid.rungs.count)"),
      MetricLine(
        "blocked by", grid.block?.code.name ?? "nothing", grid.block == nil ? .ok : .warning),
      MetricLine("re-anchored", "\(scene.snapshot.counters.replans)"),
      MetricLine(
        "floor in force", grid.activeFloor?.words ?? "none",
        grid.activeFloor == nil ? .text : .warning),
      MetricLine("floors hit", floors(grid)),
    ] + volatility(grid.volatility, figures)
  }

  private static func volatility(
    _ view: VolatilityView, _ figures: Figures
  ) -> [MetricLine] {
    func unmeasured(_ value: String?) -> String { view.isMeasured ? value ?? "not yet" : "off" }
    return [
      MetricLine(
        "average true range", unmeasured(view.averageTrueRangeTicks.map(figures.ticks))),
      MetricLine("deviation", unmeasured(view.deviation.map(share))),
      MetricLine(
        "swing in spacing", unmeasured(share(view.swing)) + (view.isCapped ? " CAPPED" : ""),
        view.isCapped ? .warning : .text),
    ]
  }

  private static func share(_ share: BasisPoints) -> String {
    "\(Figures.rounded(share.hundredths, decimals: 2, to: 2)) bps"
  }

  private static func system(_ scene: Scene) -> [MetricLine] {
    let snapshot = scene.snapshot
    let status = scene.status
    return [
      .group("SYSTEM HEALTH"),
      MetricLine(
        "market data", scene.age.text, scene.age.role == .textDim ? .text : scene.age.role),
      MetricLine("market updates", "\(snapshot.counters.updates)"),
      MetricLine("decisions", "\(snapshot.counters.decisions)"),
      MetricLine(
        "last data gap",
        snapshot.market.lastGap.map { "\(TimeText.span($0.nanoseconds)), \(scene.ago($0.end)) ago" }
          ?? "none"),
      MetricLine(
        "orders unconfirmed", "\(unknownOrders(snapshot))",
        unknownOrders(snapshot) > 0 ? .warning : .text),
      MetricLine("recoveries", recoveries(snapshot.recoveries)),
      MetricLine("next timer", TimerText.next(snapshot)),
      MetricLine("request weight in 60 s", budget(snapshot.sending)),
      MetricLine(
        "actions left (reserve)",
        snapshot.sending.actionsLeft.map { "\($0) (\(snapshot.sending.actionsKept))" }
          ?? "no limit"),
      MetricLine(
        "order round trip",
        snapshot.sending.latencyNanoseconds.map { "\($0 / 1_000_000) ms" } ?? "not measured"),
      MetricLine(
        "injected faults", faults(status.faults), status.faults.isEmpty ? .text : .warning),
      MetricLine("tape", status.tape ?? "none"),
      MetricLine("seed", status.seed.map(String.init) ?? "none"),
      MetricLine("configuration", fileName(status.configuration) ?? "unnamed"),
    ]
  }

  private static func budget(_ sending: SendingView) -> String {
    sending.weightForOpens.map { "\(sending.weight) of \($0)" } ?? "\(sending.weight)"
  }

  /// The last part of a path. A column has no room for the rest.
  private static func fileName(_ path: String?) -> String? {
    path?.split(separator: "/").last.map(String.init)
  }

  private static func unknownOrders(_ snapshot: Snapshot) -> Int {
    snapshot.pendingOpens.count { $0.state == .unknown }
      + snapshot.legs.count { $0.state == .unknown }
  }

  /// How often recovery branches ran, with the most frequent one named.
  private static func recoveries(_ counts: RecoveryCounts) -> String {
    let total = Recovery.allCases.reduce(0) { $0 + counts[$1] }
    guard total > 0, let most = Recovery.allCases.max(by: { counts[$0] < counts[$1] }) else {
      return "none"
    }
    return "\(total) (\(most.name) \(counts[most]))"
  }

  private static func faults(_ faults: [InjectedFault]) -> String {
    guard !faults.isEmpty else { return "none" }
    let injected = faults.filter { $0.count > 0 }.map { "\($0.name) \($0.count)" }
    return injected.isEmpty ? "none yet" : injected.joined(separator: " ")
  }

  // MARK: Values

  private static func known(_ label: String, _ value: String?, _ scene: Scene) -> MetricLine {
    value.map { MetricLine(label, $0, scene.market(.text)) }
      ?? MetricLine(label, "unknown", .unknown)
  }

  private static func amount(_ label: String, _ amount: ExactMoney?, _ scene: Scene) -> MetricLine {
    guard let amount else { return MetricLine(label, "unknown", .unknown) }
    return MetricLine(label, scene.figures.money(amount, places: 4), scene.profitRole(amount))
  }

  /// The worst case against its cap, and its share of the cap.
  private static func worst(
    _ label: String, _ position: Position, cap: Quantity?, _ scene: Scene
  ) -> MetricLine {
    let held = scene.figures.position(position)
    guard let cap else { return MetricLine(label, "\(held) (no cap)") }
    let isOver = cap < position.size || cap == position.size
    let used = share(Int(clamping: position.size.steps), of: Int(clamping: cap.steps))
    return MetricLine(
      label, "\(held)/\(scene.figures.size(cap)) \(used)", isOver ? .warning : .text)
  }

  private static func isFull(_ count: Int, _ cap: Int?) -> Bool { cap.map { count >= $0 } ?? false }

  private static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "none" }
    let percent = part.multipliedFullWidth(by: 100)
    guard percent.high == 0, percent.low < UInt(Int.max) else { return ">999 %" }
    return "\(Int(percent.low) / whole) %"
  }

  private static func floors(_ grid: GridView) -> String {
    let acted = zip(SpacingFloor.allCases, grid.floorCounts).filter { $0.1 > 0 }
    return acted.isEmpty ? "never" : acted.map { "\($0.0.words) \($0.1)" }.joined(separator: ", ")
  }
}

extension SpacingFloor {
  var words: String {
    switch self {
    case .ticks: "ticks"
    case .basisPoints: "bps"
    case .shareOfBase: "share of base"
    case .totalWidth: "width"
    }
  }
}
