import Engine
import Market
import Venue

/// What would change something, in words.
enum ChangeText {
  static func words(_ change: Explanation.Change, _ figures: Figures, at now: Instant) -> String {
    switch change {
    case .midReaches(let low2, let high2):
      "the grid moves once the mid is at \(half(low2, figures)) or below,"
        + " or at \(half(high2, figures)) or above"
    case .best(let side, let price):
      "the best \(side == .buy ? "bid" : "ask") at \(figures.price(price)) or above"
    case .bestBelow(let side, let price):
      "the best \(side == .buy ? "bid" : "ask") at \(figures.price(price)) or below"
    case .at(let instant):
      "it is tried again in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .comparedAt(let instant):
      "it is compared with its target in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .endsAt(let instant):
      "its time is over in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .nextUpdate: "it is tried again with the next update of the market"
    case .unfreeze: "the operator unfreezes"
    case .clearBreaker: "the operator clears the breaker"
    case .resume(let side): "the operator resumes the \(side.word) side"
    case .endCooldown(let side): "the operator frees the benched slot of the \(side.word) side"
    case .fillOrCancel: "a fill, or its end at the venue"
    case .stopGoesOff(let reference, let side, let price):
      "\(watched(reference, side)) at \(figures.price(price)) or"
        + " \(side == .sell ? "below" : "above"): its stop goes off"
    case .trailsFrom(let side, let price):
      "the mark at \(figures.price(price)) or \(side == .buy ? "above" : "below"): its stop trails"
    case .overdue(let cause, let instant):
      "\(ExitCauseText.overdue(cause)) in"
        + " \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .joinsNextLot(let side): "the next lot that a \(side.word) opens takes it in"
    case .positionTold: "the venue tells the position, and it is the one the fills make"
    case .lotCloses(let lot): "lot #\(lot.value) closes, or as the re-arm setting wants"
    case .lotIsProtected(let lot): "a stop protects lot #\(lot.value) again, or it closes"
    case .smallLotsGrow(let side):
      "the lots that a \(side.word) opened grow by a fill, or close, so that a stop holds what is left"
    case .bookReturns: "the book is whole and fresh again"
    case .venueTells(let instant):
      "the venue tells otherwise: it is asked again in"
        + " \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .marketIsOver: "nothing: the market has ended"
    case .recentre: "the operator re-anchors the grid"
    case .agreement: "orders, fills and position have been compared with the venue's"
    case .replan: "the grid is anchored anew"
    case .setting(let gate): "only a setting: \(GateText.name(gate))"
    case .roomFrees(let gate): "a fill or a cancelled order makes room: \(GateText.name(gate))"
    }
  }

  /// What an operator would ask for; nothing where nobody can.
  static func action(_ change: Explanation.Change) -> Action? {
    switch change {
    case .unfreeze: .unfreeze
    case .clearBreaker: .clearBreaker
    case .resume(let side): side == .buy ? .pauseBuy : .pauseSell
    case .endCooldown: .endCooldown
    case .recentre: .recentreGrid
    default: nil
    }
  }

  /// The price that sets a stop off.
  private static func watched(_ reference: TriggerReference, _ side: Side) -> String {
    switch reference {
    case .mark: "the mark"
    case .last: "the last trade"
    case .oppositeBest: side == .sell ? "the best bid" : "the best ask"
    }
  }

  /// A price given in half ticks, rounded down to a tick.
  private static func half(_ twice: Int64, _ figures: Figures) -> String {
    twice == .min || twice == .max ? "no price" : figures.ticks(twice / 2)
  }
}
