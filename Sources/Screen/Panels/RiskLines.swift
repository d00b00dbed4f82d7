import Engine
import Market

/// The lines of the metrics panel that show how near the limits are.
enum RiskLines {
  static let count = 12

  static func all(_ scene: Scene) -> [MetricLine] {
    let (risk, control) = (scene.snapshot.risk, scene.snapshot.control)
    let figures = scene.figures
    return [
      breaker(control.breaker, scene),
      MetricLine(
        "trips / error streak", "\(control.breaker.trips) / \(control.breaker.errorStreak)",
        control.breaker.errorStreak > 0 ? .warning : .text),
      dayProfit(risk, scene),
      money("drawdown now", risk.drawdown, cap: risk.maximumDrawdown, "cap", scene),
      margin(risk),
      MetricLine("liquidation at", risk.liquidationPrice.map(figures.price) ?? "unknown"),
      MetricLine(
        "sent in 10 s", "\(risk.sentInTenSeconds)" + (risk.sendCap.map { " of \($0)" } ?? ""),
        risk.sendCap.map { risk.sentInTenSeconds >= $0 } ?? false ? .warning : .text),
      MetricLine(
        "skew", risk.heavySide.map { "\(percent(risk.skew)) \($0.word)" } ?? "none"),
      MetricLine("market", MarketLifeText.words(control.market) ?? "trading"),
      MetricLine(
        "entries end in", control.market.opensEndInNanoseconds.map(TimeText.span) ?? "no end known"),
      MetricLine("venue's clock", MarketLifeText.skew(control.market) ?? "not measured"),
      MetricLine(
        "dead-man switch", DeadManText.words(scene.snapshot).text,
        DeadManText.words(scene.snapshot).role),
    ]
  }

  private static func breaker(_ view: BreakerView, _ scene: Scene) -> MetricLine {
    guard let words = BreakerText.words(view, at: scene.snapshot.time) else {
      return MetricLine("breaker", "normal", .ok)
    }
    return MetricLine("breaker", String(words.dropFirst("BREAKER ".count)), .alarm)
  }

  private static func money(
    _ label: String, _ amount: ExactMoney?, cap: ExactMoney?, _ name: String, _ scene: Scene
  ) -> MetricLine {
    let limit = cap.map { " (\(name) \(scene.figures.money($0, signed: false)))" } ?? ""
    guard let amount else { return MetricLine(label, "unknown\(limit)", .unknown) }
    return MetricLine(label, scene.figures.money(amount) + limit)
  }

  /// The day's profit. After the operator has cleared a loss the cap counts from there, and the
  /// line says so.
  private static func dayProfit(_ risk: RiskView, _ scene: Scene) -> MetricLine {
    let line = money("day profit", risk.dayProfit, cap: risk.maximumDayLoss, "loss", scene)
    guard risk.maximumDayLoss != nil, let counted = risk.countedDayProfit,
      counted != risk.dayProfit, let value = line.value
    else { return line }
    return MetricLine(
      line.label, value + ", \(scene.figures.money(counted)) since cleared", line.role)
  }

  /// The margin use. If a cap is set, an unknown margin use stops entries.
  private static func margin(_ risk: RiskView) -> MetricLine {
    guard let cap = risk.maximumMarginUse else {
      return MetricLine("margin use", risk.marginUse.map(percent) ?? "unknown")
    }
    let limit = " of \(percent(cap))"
    guard let share = risk.marginUse else {
      return MetricLine("margin use", "unknown, no entries", .warning)
    }
    return MetricLine("margin use", percent(share) + limit, share < cap ? .text : .warning)
  }

  private static func percent(_ share: BasisPoints) -> String {
    "\(Figures.rounded(share.hundredths, decimals: 4, to: 1)) %"
  }
}
