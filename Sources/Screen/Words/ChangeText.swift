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
      "next try in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .comparedAt(let instant):
      "its price is checked against its target in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .endsAt(let instant):
      "its time limit ends in \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .nextUpdate: "next try on the next market update"
    case .unfreeze: "the operator unfreezes"
    case .clearBreaker: "the operator clears the breaker"
    case .resume(let side): "the operator resumes the \(side.word) side"
    case .endCooldown(let side): "the operator ends the cooldown on the \(side.word) side"
    case .fillOrCancel: "a fill or a cancel"
    case .stopGoesOff(let reference, let side, let price):
      "\(watched(reference, side)) at \(figures.price(price)) or"
        + " \(side == .sell ? "below" : "above"): its stop triggers"
    case .trailsFrom(let reference, let side, let price):
      "\(watched(reference, side)) at \(figures.price(price)) or"
        + " \(side == .buy ? "above" : "below"): its stop trails"
    case .overdue(let cause, let instant):
      "\(ExitCauseText.overdue(cause)) in"
        + " \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .joinsNextLot(let side): "it joins the next lot that a \(side.word) opens"
    case .positionTold: "the venue reports the position, and it matches the booked fills"
    case .lotCloses(let lot): "lot #\(lot.value) closes, or earlier if the re-arm setting allows it"
    case .lotIsProtected(let lot): "a stop protects lot #\(lot.value) again, or it closes"
    case .smallLotsGrow(let side):
      "the small lots opened by a \(side.word) grow by a fill, or close, until stops can protect them"
    case .bookReturns: "the book is valid and fresh again"
    case .venueTells(let instant):
      "the venue reports a change: next query in"
        + " \(TimeText.span(max(0, instant.nanoseconds(since: now))))"
    case .marketIsOver: "nothing: the market has ended"
    case .recentre: "the operator re-anchors the grid"
    case .agreement: "orders, fills and position have been compared with the venue's"
    case .replan: "the grid is re-anchored"
    case .setting(let gate): "only a changed setting: \(GateText.name(gate))"
    case .roomFrees(let gate): "a fill or a cancelled order makes room: \(GateText.name(gate))"
    }
  }

  /// The action an operator can take for a change; nil if there is none.
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

  /// The price that triggers a stop.
  private static func watched(_ price: Explanation.WatchedPrice, _ side: Side) -> String {
    switch price {
    case .mark: "the mark price"
    case .mid: "the mid"
    case .last: "the last trade"
    case .oppositeBest: side == .sell ? "the best bid" : "the best ask"
    }
  }

  /// A price given in half ticks, rounded down to a tick.
  private static func half(_ twice: Int64, _ figures: Figures) -> String {
    twice == .min || twice == .max ? "no price" : figures.ticks(twice / 2)
  }
}
