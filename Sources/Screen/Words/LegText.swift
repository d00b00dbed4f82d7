import Engine
import Market
import Venue

/// How a leg of a lot stands, in words.
enum LegText {
  static func line(
    _ leg: LegReading, _ figures: Figures, at now: Instant
  ) -> ExplanationText.Line {
    let size = figures.size(leg.quantity)
    switch leg.state {
    case .order(let state, let isTriggered):
      let text =
        "\(OwnOrderText.glyph(state)) \(leg.purpose.words) \(size)\(place(leg, figures)): "
        + (isTriggered ? "went off" : OwnOrderText.word(state))
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
    let trigger = leg.trigger.map { " going off at \(figures.price($0))" } ?? ""
    return (leg.price.map { " @ \(figures.price($0))" } ?? "") + trigger
  }

  /// Whether it is as it was set to be.
  private static func isFine(_ gap: ExitGap) -> Bool {
    switch gap {
    case .notSet, .runner, .watched, .together, .closing, .due: true
    case .rangeUnknown, .excess, .stopFired, .held, .flattening, .awaitsPosition, .unseen,
      .refused, .waitsToRest, .tooSmall, .ownOrder,
      .noRoom:
      false
    }
  }

  static func words(_ gap: ExitGap) -> String {
    switch gap {
    case .notSet: "none is set"
    case .rangeUnknown: "waits for the average true range"
    case .runner: "it runs: no take-profit, and a stop that trails"
    case .excess: "what two legs filled too much waits to be closed by the operator"
    case .stopFired: "the stop went off, and is sent until it is filled"
    case .held: "held since a cancel-all of exits"
    case .flattening: "a flatten closes it"
    case .closing: "it is being closed at the market"
    case .awaitsPosition: "waits for the venue to tell the position"
    case .unseen: "waits for a book that can be seen"
    case .watched: "no order, the price is watched here"
    case .refused: "not taken by the venue, the price is watched here"
    case .waitsToRest: "waits until it can rest, or until taking pays its fee"
    case .together:
      "worth less than the venue takes; the price is watched here, and it leaves together with others"
    case .tooSmall: "worth less than the venue takes"
    case .ownOrder: "waits for an order of ours that it would trade with"
    case .noRoom: "other exits are out for all of the position"
    case .due: "goes out with the next look"
    }
  }
}
