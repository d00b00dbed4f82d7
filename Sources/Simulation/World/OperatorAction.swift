import Engine
import Market
import Venue

/// One action of the operator at a moment.
public struct OperatorAction: Equatable, Sendable {
  /// The time since the world began.
  public let afterNanoseconds: Int64
  public let kind: Kind
  public let side: Side
  /// How many ticks from the mid, if the action needs a price.
  public let ticks: Int64

  public enum Kind: UInt8, CaseIterable, Sendable {
    case pause
    case unpause
    case freeze
    case unfreeze
    case flatten
    case cancelOpens
    case cancelSide
    case cancelLegs
    case recentre
    case manual
    case acknowledge
    case clearBreaker
    case closeLot
    case closeExcess
    case endCooldown
    case cancelOne
    case reconcile
    case reconcileNow
    case accept
    case move
    case reprice
    case complete
    case flattenAccount
    case quit

    /// The stable word for reports.
    public var name: String {
      switch self {
      case .pause: "pause"
      case .unpause: "unpause"
      case .freeze: "freeze"
      case .unfreeze: "unfreeze"
      case .flatten: "flatten"
      case .cancelOpens: "cancel-opens"
      case .cancelSide: "cancel-side"
      case .cancelLegs: "cancel-legs"
      case .recentre: "recentre"
      case .manual: "manual"
      case .acknowledge: "acknowledge"
      case .clearBreaker: "clear-breaker"
      case .closeLot: "close-lot"
      case .closeExcess: "close-excess"
      case .endCooldown: "free-bench"
      case .cancelOne: "cancel-one"
      case .reconcile: "reconcile"
      case .reconcileNow: "reconcile-now"
      case .accept: "accept"
      case .move: "move"
      case .reprice: "reprice"
      case .complete: "complete"
      case .flattenAccount: "flatten-account"
      case .quit: "quit"
      }
    }

    /// Whether it allows entries again.
    var letsGo: Bool { self == .unpause || self == .unfreeze }
    /// Whether it clears what latched the breaker.
    var clears: Bool { self == .clearBreaker || self == .unfreeze }
  }

  /// The command in the engine's present state; nil if it makes no sense there.
  func command(_ engine: borrowing Engine) -> Command? {
    let mid = engine.mid
    let price = mid.flatMap { $0.away(by: ticks, for: side) }
    return switch kind {
    case .pause: .pause(side)
    case .unpause: .unpause(side)
    case .freeze: .freeze
    case .unfreeze: .unfreeze
    case .flatten: .flatten
    case .cancelOpens: .cancelAll(.opens)
    case .cancelSide: .cancelAll(.side(side))
    case .cancelLegs: .cancelAll(.legs)
    case .recentre: .recentre
    case .manual: price.map { .placeManual(side, $0) }
    case .acknowledge: .acknowledgeAlarms
    case .clearBreaker: .clearBreaker
    case .closeLot: engine.lotViews.first { $0.side == side }.map { .closeLot($0.id) }
    case .closeExcess: .closeExcess
    case .endCooldown: .endCooldown(side, nil)
    case .cancelOne: open(engine).map { .cancelOrder($0) }
    case .reconcile: .reconcile
    case .reconcileNow: .reconcileNow
    case .accept: .acceptDifferences([])
    case .move: open(engine).flatMap { id in price.map { .moveOrder(id, $0) } }
    case .reprice: .reprice
    case .complete: .complete(side)
    case .flattenAccount: .flattenAccount
    case .quit: .quit
    }
  }
}

extension OperatorAction {
  /// The entry order that the operator picks: the first of the side.
  private func open(_ engine: borrowing Engine) -> ClientOrderID? {
    engine.snapshot().pendingOpens.first { $0.side == side }?.id
  }
}

extension WorldPlan {
  /// Draws the operator's actions: one every few minutes, and regular ones that let the grid go on
  /// soon after anything stopped it, a cap included.
  static func actions(
    _ seed: UInt64, within nanoseconds: Int64, _ market: MarketFacts
  ) -> [OperatorAction] {
    var dice = Dice(seed, .operators)
    var actions: [OperatorAction] = []
    // Some operators do nothing else.
    if !dice.once(in: 4) {
      let mean = dice.pick([Int64(60), 180, 600]) * 1_000_000_000
      var moment = dice.below(2 * mean)
      while moment < nanoseconds {
        actions += action(at: moment, market, &dice)
        moment += 1 + dice.below(2 * mean)
      }
    }
    var moment = dice.below(600_000_000_000)
    while moment < nanoseconds {
      actions.append(
        OperatorAction(afterNanoseconds: moment, kind: .unfreeze, side: .buy, ticks: 0))
      moment += 1 + dice.below(600_000_000_000)
    }
    return actions.filter { $0.afterNanoseconds < nanoseconds }
      .sorted { $0.afterNanoseconds < $1.afterNanoseconds }
  }

  /// One action, and the action that takes it back if it stops entries.
  private static func action(
    at moment: Int64, _ market: MarketFacts, _ dice: inout Dice
  ) -> [OperatorAction] {
    let side: Side = dice.once(in: 2) ? .buy : .sell
    let kind = dice.pick([
      .pause, .pause, .freeze, .freeze, .flatten, .cancelOpens, .cancelSide, .cancelLegs, .recentre,
      .acknowledge, .manual, .manual, .manual, .clearBreaker, .closeLot, .closeLot, .closeExcess,
      .endCooldown, .cancelOne, .reconcile, .reconcileNow, .accept, .move, .move, .reprice,
      .complete,
      OperatorAction.Kind.flattenAccount,
    ])
    let ticks = market.ticks(ofPoints: dice.within(-1...60))
    let action = OperatorAction(afterNanoseconds: moment, kind: kind, side: side, ticks: ticks)
    let wait = 1 + dice.below(dice.pick([5, 60, 300]) * 1_000_000_000)
    guard let back = kind.takenBackBy else { return [action] }
    return [
      action, OperatorAction(afterNanoseconds: moment + wait, kind: back, side: side, ticks: 0),
    ]
  }
}

extension OperatorAction.Kind {
  /// The action that takes this one back; nil if none does.
  fileprivate var takenBackBy: OperatorAction.Kind? {
    switch self {
    case .pause, .cancelSide: .unpause
    case .freeze, .flatten, .flattenAccount, .cancelOpens, .cancelLegs: .unfreeze
    case .reconcile: .accept
    case .unpause, .unfreeze, .recentre, .manual, .acknowledge, .clearBreaker, .closeLot,
      .closeExcess, .endCooldown, .cancelOne, .reconcileNow, .accept, .move, .reprice, .complete,
      .quit:
      nil
    }
  }
}
