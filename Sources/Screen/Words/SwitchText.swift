import Engine
import Market

/// Every switch that is set, alarms first. Each has the header's text from the longest wording to
/// the shortest.
enum SwitchText {
  typealias Switch = (wordings: [String], role: Role)

  /// Alarms first, although they stop nothing by themselves, then everything that stops all
  /// entries, then the rest.
  static func all(_ scene: Scene) -> [Switch] {
    let control = scene.snapshot.control
    let stopping = stopping(scene)
    let others: [Switch?] = [
      control.isPausedBuy ? (["BUYS PAUSED"], .headerWarning) : nil,
      control.isPausedSell ? (["SELLS PAUSED"], .headerWarning) : nil,
      stopping.isEmpty ? OpensText.words(scene.snapshot, scene.figures) : nil,
      DeadManText.trouble(control.deadMan),
    ]
    return [alarms(scene)].compactMap(\.self) + stopping + others.compactMap(\.self)
  }

  private static func stopping(_ scene: Scene) -> [Switch] {
    let (snapshot, control) = (scene.snapshot, scene.snapshot.control)
    let ending = MarketLifeText.words(control.market).map { ([$0], Role.headerAlarm) }
    return [
      leaving(scene), control.isFrozen ? frozen(scene) : nil,
      reconciling(snapshot), breaker(control.breaker, snapshot.time), ending,
      flatten(snapshot), cancelAll(snapshot),
      control.legsAreHeld ? (["EXITS HELD"], .headerAlarm) : nil,
      snapshot.entries.isCompleting
        ? (["COMPLETING a side: no other entries", "COMPLETING"], .headerWarning) : nil,
    ].compactMap(\.self)
  }

  // MARK: One by one

  private static func alarms(_ scene: Scene) -> Switch? {
    let alarms = scene.snapshot.control.alarms
    guard let first = alarms.first else { return nil }
    let key = scene.key(for: .acknowledgeAlarms)
    let names = alarms.map(\.name).joined(separator: " ")
    let count = alarms.count == 1 ? "ALARM" : "\(alarms.count) ALARMS"
    let words = alarms.count == 1 ? ["! ALARM \(names): \(first.words) (\(key) acknowledges)"] : []
    return (
      words + [
        "! ALARM \(names) (\(key) acknowledges)", "! ALARM \(names) (\(key))",
        "! \(count) \(first.name) (\(key))", "! \(count) (\(key))",
      ], .headerAlarm
    )
  }

  /// Leaving: what is awaited, and the key that leaves without waiting.
  private static func leaving(_ scene: Scene) -> Switch? {
    let text = LeavingText.header(scene)
    return text.isEmpty ? nil : (text, .headerAlarm)
  }

  /// Frozen: who froze, what could still fill, and the key that ends the freeze.
  private static func frozen(_ scene: Scene) -> Switch {
    guard scene.snapshot.control.freezes.map(\.cause) != [.restarted] else {
      let key = scene.key(for: .showRestart, in: .ladder)
      return (
        [
          "RESTARTED: entries wait for your answer (\(key) shows what was found)",
          "RESTARTED: entries wait for your answer (\(key))", "RESTARTED (\(key))",
        ], .headerAlarm
      )
    }
    return (
      FreezeText.header(scene.snapshot.control, key: scene.key(for: .unfreeze, in: .ladder)),
      .headerAlarm
    )
  }

  private static func reconciling(_ snapshot: Snapshot) -> Switch? {
    let view = snapshot.reconcile
    // Once compared, it is only the operator's answer that entries wait for.
    if snapshot.control.awaitsAnswer, view.phase == .settled { return nil }
    guard let text = ReconcileText.phase(view) else { return nil }
    let short = text.prefix { $0 != ":" }
    return ([text, String(short)], .headerWarning)
  }

  private static func breaker(_ view: BreakerView, _ now: Instant) -> Switch? {
    guard let text = BreakerText.words(view, at: now) else { return nil }
    return (
      [text, "BREAKER \(view.stage.name)"],
      view.stage == .probation ? .headerWarning : .headerAlarm
    )
  }

  private static func flatten(_ snapshot: Snapshot) -> Switch? {
    switch snapshot.control.flatten {
    case .idle: return nil
    case .clearing:
      let left = snapshot.pendingOpens.count + snapshot.legs.count
      return (["FLATTEN: cancelling, \(left) still live", "FLATTEN: cancelling"], .headerAlarm)
    case .reducing:
      let block = snapshot.grid.block.map { ", waits: \($0.code.name)" } ?? ""
      let left = Figures(snapshot.instrument).position(snapshot.account.position)
      return (["FLATTEN: reducing \(left)\(block)", "FLATTEN: reducing"], .headerAlarm)
    case .done: return (["FLATTENED"], .headerWarning)
    case .stuck: return (["FLATTEN STUCK"], .headerAlarm)
    }
  }

  /// A cancel-all ends when the venue shows no order in its scope. Until then the text says what is
  /// awaited.
  private static func cancelAll(_ snapshot: Snapshot) -> Switch? {
    guard let scope = snapshot.control.cancelling else { return nil }
    let live = ([scope] + snapshot.control.cancellingToo).reduce(0) { $0 + $1.count(in: snapshot) }
    let others = snapshot.control.cancellingToo
    let short = "CANCEL-ALL \(([scope] + others).map(\.words).joined(separator: ", "))"
    let awaited =
      live > 0 ? "\(live) still live" : "none live here, asking the venue"
    return (["\(short): \(awaited)", short], .headerAlarm)
  }
}

extension CancelScope {
  /// The number of live orders in the scope.
  func count(in snapshot: Snapshot) -> Int {
    switch self {
    case .opens: snapshot.pendingOpens.count
    case .side(let side): snapshot.pendingOpens.count { $0.side == side }
    case .legs: snapshot.legs.count
    }
  }

  /// The scope in the operator's words.
  var words: String {
    switch self {
    case .opens: "all entries"
    case .side(.buy): "buys"
    case .side(.sell): "sells"
    case .legs: "exits"
    }
  }
}
