import Engine
import Market

extension WorldPlan {
  /// Draws when the engine is restarted: in one world of three, every few minutes. Half of the time
  /// the operator quits before. Now and then the first command to the new engine is to cancel all
  /// entry orders.
  mutating func drawRestarts(within nanoseconds: Int64) {
    var dice = Dice(seed, .restarts)
    run.engine.reconcile.atStart = dice.pick(ReconcileSettings.AtStart.allCases)
    run.engine.reconcile.burstUpdates = Int(dice.pick([50, 50, 2]))
    run.engine.entries.shutdownNanoseconds = dice.pick([1, 5, 20]) * 1_000_000_000
    guard dice.once(in: 3) else { return }
    let mean = dice.pick([Int64(120), 600]) * 1_000_000_000
    var moment = 1 + dice.below(2 * mean)
    while moment < nanoseconds {
      restarts.append(Restart(afterNanoseconds: moment))
      if dice.once(in: 2) {
        let quitAt = moment - dice.below(min(moment, 30_000_000_000))
        actions.append(OperatorAction(afterNanoseconds: quitAt, kind: .quit, side: .buy, ticks: 0))
      }
      if dice.once(in: 4) {
        let moment = moment + dice.below(3_000_000_000)
        actions.append(
          OperatorAction(afterNanoseconds: moment, kind: .cancelOpens, side: .buy, ticks: 0))
        actions.append(
          OperatorAction(
            afterNanoseconds: moment + 30_000_000_000, kind: .unfreeze, side: .buy, ticks: 0))
      }
      moment += 1_000_000_000 + dice.below(2 * mean)
    }
    actions = actions.filter { $0.afterNanoseconds < nanoseconds }
      .enumerated().sorted {
        ($0.element.afterNanoseconds, $0.offset) < ($1.element.afterNanoseconds, $1.offset)
      }.map(\.element)
  }
}
