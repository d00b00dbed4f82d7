import Engine
import Market
import Venue

// The texts of the questions about moving an entry order, completing a side, flattening the account
// and leaving.
extension DialogText {
  /// The part of the account's position that does not belong to our lots, if there is any.
  static func foreignPart(_ scene: Scene, isKept: Bool) -> [Line] {
    let snapshot = scene.snapshot
    let own = snapshot.lots.reduce(Int64(0)) { sum, lot in
      sum &+ (lot.side == .buy ? lot.open.steps : -lot.open.steps)
    }
    let (other, overflow) = snapshot.account.position.steps.subtractingReportingOverflow(own)
    guard other != 0, !overflow else { return [] }
    let amount = scene.figures.position(Position(steps: other))
    let key = scene.key(for: .flattenAccount, in: .ladder)
    return isKept
      ? [("\(amount) of the account is not Rung's and stays (\(key) closes it too)", .dialogDanger)]
      : [("\(amount) of it is NOT FROM RUNG'S LOTS", .dialogDanger)]
  }

  // MARK: Completion

  static func complete(_ side: Side, _ preview: CommandPreview?, _ scene: Scene) -> [Line] {
    guard let preview else { return [working] }
    if let refusal = preview.refusal { return cannot(refusal, scene) }
    let size = scene.figures.size(preview.quantity)
    return [
      ("cancels \(counted(preview.opensToCancel, "entry")); no new ones until done", .dialog),
      ("\(side.word)s \(size): rests at the best price first,", .dialogDanger),
      ("then takes the rest; if it takes all:", .dialog),
    ] + sweep(preview, scene) + costs(preview, scene) + leftOver(preview, scene)
  }

  // MARK: One order

  static func move(
    _ id: ClientOrderID, to price: Price, _ preview: CommandPreview?, _ scene: Scene
  ) -> [Line] {
    guard let preview else { return [working] }
    if let refusal = preview.refusal { return cannot(refusal, scene) }
    let open = scene.snapshot.pendingOpens.first { $0.id == id }
    let from = open.map { " from \(scene.figures.price($0.price))" } ?? ""
    let moves =
      "moves \(preview.side?.word ?? "") \(scene.figures.size(preview.quantity))\(from) to "
      + scene.figures.price(price)
    let key = scene.key(for: .recentreGrid, in: .ladder)
    return [
      (moves, .dialogDanger),
      ("it is cancelled; once that is done the rest is placed there", .dialog),
      id.purpose == .ladder
        ? ("its rung stays empty until \(key) re-anchors the grid", .dialog)
        : ("it joins the end of the queue there", .dialog),
    ]
  }

  static func reprice(_ preview: CommandPreview?) -> [Line] {
    guard let preview else { return [working] }
    let asked = preview.opensToPlace - preview.opensToCancel
    return [
      (
        preview.opensToCancel == 0
          ? "no attempt needs a new price"
          : "cancels and re-sends \(counted(preview.opensToCancel, "attempt")) at the current price",
        .dialogDanger
      ),
      (
        asked > 0
          ? "restores \(counted(asked, "manually cancelled rung"))"
          : "no rung was cancelled manually", .dialog
      ),
    ]
  }

  // MARK: Leaving

  static func quit(_ way: WayOut, _ preview: CommandPreview?, _ scene: Scene) -> [Line] {
    let snapshot = scene.snapshot
    let held: Line = (
      "there are \(counted(snapshot.pendingOpens.count, "entry")), "
        + "\(counted(snapshot.lots.count, "lot")), \(counted(snapshot.legs.count, "exit"));"
        + " position " + scene.figures.position(snapshot.account.position), .dialog
    )
    var lines = [held] + self.way(way, preview, scene)
    if let watched = LeavingText.watched(snapshot) { lines.append((watched, .dialogDanger)) }
    lines.append(
      scene.status.leavesOrdersAtVenue
        ? ("exits stay at the venue", .dialogDanger)
        : ("\(scene.status.mode): nothing remains at a venue, the run ends here", .dialog))
    return lines
  }

  /// What the configured way out does first.
  private static func way(
    _ way: WayOut, _ preview: CommandPreview?, _ scene: Scene
  ) -> [Line] {
    switch way {
    case .keep:
      let why = scene.status.wayOut == .keep ? " (session.on_exit: keep)" : ""
      return [("every order is left as it is\(why)", .dialogDanger)]
    case .cancelOpens:
      guard let preview else { return [working] }
      return preview.opensToCancel == 0
        ? [("no entry is live: nothing to wait for", .dialog)]
        : [(cancels(preview).text + ", and waits for their outcomes", .dialog)]
    case .flatten:
      guard let preview else { return [working] }
      guard let side = preview.side, !preview.quantity.isZero else { return [cancels(preview)] }
      let size = scene.figures.size(preview.quantity)
      return [
        cancels(preview),
        ("\(side.word)s \(size) at the market first (session.on_exit: flatten)", .dialogDanger),
      ] + sweep(preview, scene) + costs(preview, scene)
    }
  }

  // MARK: Words

  private static let working: Line = ("working out what it would do…", .dialog)

  private static func cannot(_ refusal: Reason, _ scene: Scene) -> [Line] {
    [("it can't be done now:", .dialog), (refusal.sentence(scene.figures), .dialogDanger)]
  }
}
