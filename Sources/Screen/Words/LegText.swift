import Engine
import Market
import Venue

/// The state of a lot's leg, in words.
enum LegText {
  static func line(
    _ leg: LegReading, _ figures: Figures, at now: Instant
  ) -> ExplanationText.Line {
    let size = figures.size(leg.quantity)
    switch leg.state {
    case .order(let state, let isTriggered):
      let text =
        "\(OwnOrderText.glyph(state)) \(leg.purpose.words) \(size)\(place(leg, figures)): "
        + (isTriggered ? "triggered" : OwnOrderText.word(state))
      return .init(text, indent: 2)
    case .missing(let gap):
      let wait = leg.until.map { ", next in \(TimeText.span(max(0, $0.nanoseconds(since: now))))" }
      let text =
        "\(isFine(gap) ? "·" : "✗") \(leg.purpose.words) \(size)\(place(leg, figures)): "
        + words(gap) + (wait ?? "")
      return .init(text, isFine(gap) ? .textDim : .warning, indent: 2)
    }
  }

  private static func place(_ leg: LegReading, _ figures: Figures) -> String {
    let trigger = leg.trigger.map { " triggers at \(figures.price($0))" } ?? ""
    return (leg.price.map { " @ \(figures.price($0))" } ?? "") + trigger
  }

  /// Whether the leg is as it was set to be.
  private static func isFine(_ gap: ExitGap) -> Bool {
    switch gap {
    case .notSet, .runner, .watched, .together, .closing, .due: true
    case .rangeUnknown, .excess, .stopFired, .held, .flattening, .awaitsPosition, .unseen,
      .markStale, .refused, .waitsToRest, .tooSmall, .ownOrder,
      .noRoom:
      false
    }
  }

  static func words(_ gap: ExitGap) -> String {
    switch gap {
    case .notSet: "not configured"
    case .rangeUnknown: "waits for the average true range"
    case .runner: "runner: no take-profit, its stop trails"
    case .excess: "over-filled by both exits: the operator must close it"
    case .stopFired: "the stop triggered and is sent until it is filled"
    case .held: "held since a cancel-all of exits"
    case .flattening: "a flatten closes it"
    case .closing: "being closed at the market"
    case .awaitsPosition: "waits for the venue to report the position"
    case .unseen: "waits for a usable book"
    case .markStale: "the mark price is too old: Rung watches the mid, and it counts as unprotected"
    case .watched: "no order at the venue: Rung watches the price"
    case .refused: "rejected by the venue: Rung watches the price"
    case .waitsToRest: "waits until it can rest, or until a taker exit covers its fee"
    case .together:
      "below the venue's minimum: Rung watches the price and stops it with other lots"
    case .tooSmall: "below the venue's minimum"
    case .ownOrder: "waits: it would trade with one of our own orders"
    case .noRoom: "other exits already cover the whole position"
    case .due: "will be sent on the next update"
    }
  }
}
