import Engine
import Market

/// Alarms, the ledger compared with the venue, cooldowns and the last closed lots. It is drawn over
/// the panels or alone.
enum BooksPanel {
  static func lines(_ snapshot: Snapshot) -> [ExplanationText.Line] {
    let figures = Figures(snapshot.instrument)
    return alarms(snapshot) + LedgerLines.all(snapshot, figures) + [
      .title("Cooldowns after stop-losses")
    ]
      + cooldowns(snapshot, figures)
      + [.title("Last closed lots, newest first")] + closes(snapshot, figures)
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    TextBox.draw(
      SafeText(Panel.books.title), lines(scene.snapshot), from: scene.view[scroll: .books],
      on: &canvas)
  }

  /// The alarms that are not acknowledged, in words.
  private static func alarms(_ snapshot: Snapshot) -> [ExplanationText.Line] {
    let alarms = snapshot.control.alarms
    guard !alarms.isEmpty else { return [] }
    return [.title("Alarms")]
      + alarms.map { ExplanationText.Line("\($0.name): \($0.words)", .alarm, indent: 2) }
  }

  private static func cooldowns(
    _ snapshot: Snapshot, _ figures: Figures
  ) -> [ExplanationText.Line] {
    guard !snapshot.cooldowns.isEmpty else {
      return [ExplanationText.Line("none", .textDim, indent: 2)]
    }
    let shown = nearest(snapshot.cooldowns, snapshot)
    let more = snapshot.cooldowns.count - shown.count
    let rest =
      more > 0
      ? [ExplanationText.Line("and \(more) further from the market", .textDim, indent: 2)] : []
    return shown.map { cooldown in
      let place = cooldown.slot.map { "\(cooldown.side.word) rung @ \(figures.price($0))" }
      let until =
        cooldown.until.map {
          "for another \(TimeText.span(max(0, $0.nanoseconds(since: snapshot.time))))"
        } ?? "until the operator ends it"
      return ExplanationText.Line(
        "\(place ?? "the \(cooldown.side.word) side"), stopped out \(cooldown.attempts)×, \(until)",
        .warning, indent: 2)
    } + rest
  }

  /// Cooldowns of whole sides, then those of the slots nearest to the market. A long list would
  /// hide what follows it.
  private static func nearest(_ cooldowns: [CooldownView], _ snapshot: Snapshot) -> [CooldownView] {
    let middle = LadderState.centre(of: snapshot) ?? 0
    func distance(_ cooldown: CooldownView) -> Int64 {
      cooldown.slot.map { abs($0.ticks - middle) } ?? -1
    }
    return Array(cooldowns.sorted { distance($0) < distance($1) }.prefix(8))
  }

  private static func closes(
    _ snapshot: Snapshot, _ figures: Figures
  ) -> [ExplanationText.Line] {
    guard !snapshot.recentCloses.isEmpty else {
      return [ExplanationText.Line("none yet", .textDim, indent: 2)]
    }
    return snapshot.recentCloses.reversed().map { record in
      ExplanationText.Line(
        "\(TimeText.clockSeconds(record.closedAt)) #\(record.lot.value) "
          + "\(record.side == .buy ? "long" : "short") \(figures.size(record.quantity)) "
          + "\(figures.price(record.entry)) to \(figures.price(record.exit)) "
          + "net \(figures.money(record.net, places: 4)) by \(record.cause.words)"
          + (record.isWhole ? "" : ", in part"),
        indent: 2)
    }
  }
}
