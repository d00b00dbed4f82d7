import Engine
import Market
import Venue

/// A line of the restart assistant's list: a heading, something that is open and can be chosen, or
/// something that is there no longer.
struct RestartRow: Equatable {
  let text: String
  let role: Role
  /// What the operator's keys act on; nil if the line can't be chosen.
  var target: ExplainTarget?

  /// What can be chosen, in the order of the lines: lots, then entries and foreign orders.
  static func targets(_ snapshot: Snapshot) -> [ExplainTarget] {
    snapshot.lots.map { .lot($0.id) } + OpenRow.all(snapshot).map(\.target)
  }

  /// What the assistant's cursor is on; nil if nothing is open.
  static func selected(in snapshot: Snapshot, _ view: ViewState) -> ExplainTarget? {
    let targets = targets(snapshot)
    return targets.isEmpty ? nil : targets[min(view[scroll: .restart], targets.count - 1)]
  }

  /// All lines. What changed since the last process ended is a part of them until the operator has
  /// answered; then trading goes on, and changes everything.
  static func all(_ scene: Scene, _ facts: RestartFacts) -> [RestartRow] {
    let recorded = scene.status.awaitsAnswer(scene.snapshot) ? facts.recorded : nil
    return lots(scene, since: recorded) + entries(scene, since: recorded)
      + differences(scene, since: facts.continued)
  }

  // MARK: Lots

  private static func lots(_ scene: Scene, since recorded: Snapshot?) -> [RestartRow] {
    let now = scene.snapshot.lots
    let gone = recorded?.lots.filter { old in !now.contains { $0.id == old.id } } ?? []
    let title = "Lots: " + (now.isEmpty ? "none open" : "\(now.count) open")
    return [heading(title)]
      + now.map { lot in
        let change = recorded.flatMap { recorded in
          RestartText.change(lot, from: recorded.lots.first { $0.id == lot.id }, scene.figures)
        }
        return RestartRow(
          text: RestartText.lot(lot, scene) + (change.map { "; \($0)" } ?? ""),
          role: lot.naked.isZero ? .dialog : .dialogDanger, target: .lot(lot.id))
      }
      + gone.map { gone in
        let record = scene.snapshot.recentCloses.last { $0.lot == gone.id && $0.isWhole }
        return RestartRow(text: RestartText.closed(gone, record, scene), role: .dialog)
      }
  }

  // MARK: Entries

  private static func entries(_ scene: Scene, since recorded: Snapshot?) -> [RestartRow] {
    let (now, log) = (OpenRow.all(scene.snapshot), scene.snapshot.log)
    let ours = now.filter { $0.order?.state != .foreign }
    let gone = recorded?.pendingOpens.filter { old in !now.contains { $0.id == old.id } } ?? []
    let filled = gone.filter { old in
      log.contains { $0.tag == .entryFilled && $0.order == old.id }
    }
    let ended = gone.filter { old in !filled.contains { $0.id == old.id } }
    let title = "Entries: " + (ours.isEmpty ? "none live" : "\(ours.count) live")
    return [heading(title)]
      + now.map { row in
        let old = recorded?.pendingOpens.first { $0.id == row.id }
        return RestartRow(
          text: RestartText.entry(row, before: old, scene),
          role: row.order?.state == .foreign ? .dialogDanger : .dialog, target: row.target)
      } + filled.map { RestartRow(text: RestartText.filled($0, scene.figures), role: .dialog) }
      + Side.allCases.compactMap { side in
        RestartText.ended(ended.filter { $0.side == side }, scene.figures)
          .map { RestartRow(text: $0, role: .dialog) }
      }
  }

  // MARK: Differences

  /// Where the venue differs from the books, or did since the run was continued.
  private static func differences(_ scene: Scene, since moment: Instant) -> [RestartRow] {
    let (ledger, figures) = (scene.snapshot.ledger, scene.figures)
    let drift = ledger.suspectedDrift.map {
      "position: the venue's differs by \(figures.steps($0)); it is checked again"
    }
    let texts =
      scene.snapshot.reconcile.differences.map { DifferenceText.words($0, figures) }
      + [drift].compactMap(\.self)
      + ledger.adjustments.filter { $0.time >= moment }.map {
        "position: adjusted by \(figures.steps($0.steps)), since no fill explains it"
      }
    guard !texts.isEmpty else { return [] }
    return [heading("Differences")] + texts.map { RestartRow(text: $0, role: .dialogDanger) }
  }

  private static func heading(_ text: String) -> RestartRow {
    RestartRow(text: text, role: .dialogTitle)
  }
}
