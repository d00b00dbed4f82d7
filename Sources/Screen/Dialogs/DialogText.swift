import Engine
import Market
import Venue

/// What a dialog says: what will be done, what it costs, and which key does it.
enum DialogText {
  typealias Line = (text: String, role: Role)

  static func title(_ dialog: Dialog) -> String {
    switch dialog.question {
    case .unfreeze: "Unfreeze: allow entries again"
    case .flatten: "Flatten: close the position at the market"
    case .flattenAccount: "Flatten the whole account in this market"
    case .completeSide(let side): "Complete the \(side.word) side"
    case .moveOrder: "Move one order"
    case .reprice: "Reprice attempts, restore cancelled rungs"
    case .cancelAll: "Cancel all"
    case .cancelOrder: "Cancel one order"
    case .stopAttempt: "End one attempt"
    case .closeLot(let lot): "Close lot #\(lot.value) at the market"
    case .closeExcess: "Close over-filled size"
    case .endCooldown: "End a cooldown after stop-losses"
    case .reconcile: "Differences from the venue"
    case .clearBreaker: "Clear the circuit breaker"
    case .quit: "Leave Rung"
    }
  }

  static func lines(_ dialog: Dialog, _ scene: Scene) -> [Line] {
    let body: [Line] =
      switch dialog.question {
      case .unfreeze: unfreeze(dialog.preview, scene)
      case .flatten: flatten(dialog.preview, scene) + foreignPart(scene, isKept: true)
      case .flattenAccount: flatten(dialog.preview, scene) + foreignPart(scene, isKept: false)
      case .completeSide(let side): complete(side, dialog.preview, scene)
      case .moveOrder(let id, let price): move(id, to: price, dialog.preview, scene)
      case .reprice: reprice(dialog.preview)
      case .cancelAll(let scope): cancelAll(scope, dialog.preview, scene)
      case .cancelOrder(let id): cancelOrder(id, scene)
      case .stopAttempt(let id): stopAttempt(id, scene)
      case .closeLot, .closeExcess: close(dialog.preview, scene)
      case .endCooldown(let side, let slot): endCooldown(side, slot, scene)
      case .clearBreaker: clearBreaker(scene)
      case .reconcile(let number): DifferenceText.lines(scene, chosen: number)
      case .quit(let way): quit(way, dialog.preview, scene)
      }
    return body + [("", .dialog)] + answers(dialog, scene)
  }

  // MARK: Unfreeze

  /// Who froze and why, one line each, and what lifting all freezes sends.
  private static func unfreeze(_ preview: CommandPreview?, _ scene: Scene) -> [Line] {
    let freezes = scene.snapshot.control.freezes
    guard !freezes.isEmpty else { return [("nothing is frozen any more", .dialog)] }
    let causes = freezes.map { freeze -> Line in
      (FreezeText.line(freeze, scene.figures), freeze.cause.isRule ? .dialogDanger : .dialog)
    }
    let alarms = scene.snapshot.control.alarms.map(\.name).joined(separator: " ")
    let unseen: [Line] =
      alarms.isEmpty ? [] : [("alarms not acknowledged: \(alarms)", .dialogDanger)]
    guard let preview else { return causes + unseen + [("working out what it would do…", .dialog)] }
    let exits =
      preview.legsToPlace > 0 ? " and \(counted(preview.legsToPlace, "exit"))" : ""
    let sends: Line = (
      "unfreezing sends \(counted(preview.opensToPlace, "entry"))\(exits) at once", .dialogDanger
    )
    return causes + unseen + [sends]
  }

  // MARK: Flatten

  static func flatten(_ preview: CommandPreview?, _ scene: Scene) -> [Line] {
    guard let preview else { return [("working out what it would do…", .dialog)] }
    var lines: [Line] = [cancels(preview)]
    guard let side = preview.side, !preview.quantity.isZero else {
      return lines + [("trades nothing: there is no position", .dialog), thenFrozen]
    }
    lines.append(
      ("\(side.word)s \(scene.figures.size(preview.quantity)) at the market", .dialogDanger))
    lines += sweep(preview, scene) + costs(preview, scene) + leftOver(preview, scene)
    return lines + [thenFrozen]
  }

  private static let thenFrozen: Line = ("entries stay frozen afterwards", .dialog)

  static func cancels(_ preview: CommandPreview) -> Line {
    let exits = preview.legsToCancel > 0 ? " and \(counted(preview.legsToCancel, "exit"))" : ""
    return ("cancels \(counted(preview.opensToCancel, "entry"))\(exits)", .dialog)
  }

  static func sweep(_ preview: CommandPreview, _ scene: Scene) -> [Line] {
    let price = preview.worstPrice.map(scene.figures.price) ?? "an unknown price"
    guard preview.levelsSwept > 0 else {
      return [("no estimate possible from the shown book", .dialogDanger)]
    }
    let levels = counted(preview.levelsSwept, "level")
    let first: Line = ("sweeps \(levels) of the shown book, at worst \(price)", .dialog)
    guard let widest = preview.widestPrice.map(scene.figures.price) else { return [first] }
    return [first, ("the rest is tried again, at worst at \(widest)", .dialog)]
  }

  static func costs(_ preview: CommandPreview, _ scene: Scene) -> [Line] {
    func words(_ amount: ExactMoney?) -> String {
      amount.map { scene.figures.money($0, places: 4, signed: false) } ?? "unknown"
    }
    return [
      ("slippage \(words(preview.slippage)) against the mid, fee \(words(preview.fee))", .dialog)
    ]
  }

  static func leftOver(_ preview: CommandPreview, _ scene: Scene) -> [Line] {
    var lines: [Line] = []
    if !preview.unfillable.isZero {
      lines.append(
        ("the shown book can't fill \(scene.figures.size(preview.unfillable))", .dialogDanger))
    }
    if !preview.naked.isZero {
      lines.append(
        ("leaves \(scene.figures.size(preview.naked)) without an exit until then", .dialogDanger))
    }
    return lines
  }

  // MARK: Close lots

  private static func close(_ preview: CommandPreview?, _ scene: Scene) -> [Line] {
    guard let preview else { return [("working out what it would do…", .dialog)] }
    guard let side = preview.side, !preview.quantity.isZero else {
      return [("there is nothing left to close", .dialog)]
    }
    let trade: Line = (
      "\(side.word)s \(scene.figures.size(preview.quantity)) at the market", .dialogDanger
    )
    return [cancels(preview), trade] + sweep(preview, scene) + costs(preview, scene)
      + leftOver(preview, scene)
  }

  private static func endCooldown(_ side: Side, _ slot: Price?, _ scene: Scene) -> [Line] {
    let place = slot.map { "the \(side.word) rung @ \(scene.figures.price($0))" }
    let cooldown = scene.snapshot.cooldowns.first { $0.side == side && $0.slot == slot }
    return [
      ("allows entries again: \(place ?? "the \(side.word) side")", .dialogDanger),
      (
        cooldown.map { "\(counted($0.attempts, "stop")) so far" }
          ?? "the cooldown has already ended",
        .dialog
      ),
    ]
  }

  // MARK: Cancel all

  private static func cancelAll(
    _ scope: CancelScope, _ preview: CommandPreview?, _ scene: Scene
  ) -> [Line] {
    let choices: [Line] = Dialog.scopes.map { choice in
      (
        (choice == scope ? "▶ " : "  ") + choice.words,
        choice == scope ? .dialogField : .dialog
      )
    }
    guard let preview else {
      return choices + [("", .dialog), ("working out what it would do…", .dialog)]
    }
    var lines: [Line] = choices + [("", .dialog)]
    switch scope {
    case .legs:
      lines.append(("cancels \(counted(preview.legsToCancel, "exit"))", .dialogDanger))
      lines.append(
        preview.naked.isZero
          ? ("leaves nothing without an exit", .dialog)
          : ("leaves \(scene.figures.size(preview.naked)) NAKED", .dialogDanger))
    case .opens, .side: lines.append(cancels(preview))
    }
    return lines + [("freezes entries until you unfreeze", .dialog)]
  }

  // MARK: One order

  private static func cancelOrder(_ id: ClientOrderID, _ scene: Scene) -> [Line] {
    guard let open = OpenRow.all(scene.snapshot).first(where: { $0.id == id }) else {
      return [("it has already ended", .dialog)]
    }
    let left = scene.figures.size(open.quantity.less(open.filled))
    let key = scene.key(for: .recentreGrid, in: .ladder)
    return [
      ("cancels \(open.side.word) \(left) @ \(scene.figures.price(open.price))", .dialogDanger),
      (
        id.purpose == .ladder
          ? "its rung stays empty until \(key) re-anchors the grid"
          : id.isForeign ? "it is NOT RUNG'S" : afterwards(id.purpose ?? .manual, scene),
        .dialog
      ),
    ]
  }

  private static func stopAttempt(_ id: AttemptID, _ scene: Scene) -> [Line] {
    guard let attempt = scene.snapshot.entries.attempts.first(where: { $0.id == id }) else {
      return [("it has already ended", .dialog)]
    }
    let left = scene.figures.size(attempt.quantity.less(attempt.filled))
    return [
      (
        "ends the waiting \(attempt.side.word) \(attempt.purpose.words) for \(left)",
        .dialogDanger
      ),
      (afterwards(attempt.purpose, scene), .dialog),
    ]
  }

  /// What follows after the operator has ended an attempt.
  private static func afterwards(_ purpose: Purpose, _ scene: Scene) -> String {
    guard purpose == .attempt else { return "nothing replaces it" }
    let keys = [scene.key(for: .recentreGrid, in: .ladder), scene.key(for: .reprice, in: .ladder)]
    return "no new attempt on its side until \(keys.joined(separator: " or "))"
  }

  // MARK: Breaker

  private static func clearBreaker(_ scene: Scene) -> [Line] {
    let breaker = scene.snapshot.control.breaker
    let latched = breaker.latched.map(\.name).joined(separator: " ")
    return [
      ("stage \(breaker.stage.name), \(counted(breaker.trips, "trip")) so far", .dialog),
      (latched.isEmpty ? "nothing latched it" : "latched by \(latched)", .dialogDanger),
      ("one entry is tried first; then the grid resumes", .dialog),
    ]
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    if count == 1 { return "1 \(noun)" }
    let nouns = noun.hasSuffix("y") ? String(noun.dropLast()) + "ies" : noun + "s"
    return "\(count) \(nouns)"
  }

  // MARK: Answers

  private static func answers(_ dialog: Dialog, _ scene: Scene) -> [Line] {
    let cancel = scene.key(for: .cancel, in: .dialog)
    let leave = "\(cancel) changes nothing"
    switch dialog.confirmation {
    case .strong:
      let key = scene.key(for: .confirmStrongly, in: .dialog)
      let note = key.first?.isUppercase == true ? " (capital \(key))" : ""
      return [("\(key)\(note) confirms; \(leave)", .dialogKey)]
    case .none, .confirm:
      let keys = scene.keymap.keys(for: .confirm, in: .dialog).joined(separator: " or ")
      return [("\(keys) confirms; \(leave)", .dialogKey)]
    }
  }
}

/// Draws a dialog in the middle of the screen.
enum DialogPanel {
  static func draw(_ dialog: Dialog, _ scene: Scene, on canvas: inout Canvas) {
    let lines = DialogText.lines(dialog, scene).flatMap { line in
      SafeText(line.text).wrapped(to: canvas.columns - 6, hanging: 2).map { ($0, line.role) }
    }
    let title = SafeText(DialogText.title(dialog))
    let widest = max(title.columns + 4, lines.map(\.0.columns).max() ?? 0)
    let width = min(canvas.columns, widest + 6)
    let height = min(canvas.rows, lines.count + 4)
    let box = Area(
      row: (canvas.rows - height) / 2, column: (canvas.columns - width) / 2, rows: height,
      columns: width)
    canvas.fill(box, with: " ", as: .dialog)
    canvas.box(box, title: title, titleAs: .dialogTitle, as: .dialogBorder)
    canvas.withRegion(box.inset(by: 1)) { canvas in
      let top = canvas.rows >= lines.count + 2 ? 1 : 0
      for (row, line) in lines.enumerated() {
        canvas.write(
          line.0, row: top + row, columns: min(2, canvas.columns)..<canvas.columns, as: line.1)
      }
    }
  }
}
